package dev.homeostat.engine.policy;

import static dev.homeostat.engine.policy.LoopLawCompiler.guarded;
import static dev.homeostat.engine.policy.LoopLawCompiler.orElse;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.LoopLaws;
import dev.homeostat.crds.LoopSupervision;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidTerms;
import dev.homeostat.pid.supervision.IdleIndex;
import dev.homeostat.pid.supervision.OscillationSettings;
import dev.homeostat.pid.supervision.Saturation;
import dev.homeostat.pid.supervision.SupervisorSettings;
import org.jspecify.annotations.Nullable;

/** Checks how a PID loop is supervised, with what is usual where nothing is said. */
final class LoopSupervisionCompiler {

  private static final LoopSupervision USUAL =
      new LoopSupervision(null, null, null, null, null, null, null);
  private static final double SATURATED_RATIO = 0.8;
  private static final double SLUGGISH_INDEX = 0.7;
  private static final double RANGE_SHARE = 0.01;
  private static final double SETPOINT_SHARE = 0.05;

  private final SpecReader reader;

  LoopSupervisionCompiler(SpecReader reader) {
    this.reader = reader;
  }

  /** The settings; null where the loop is not supervised. */
  @Nullable SupervisorSettings compile(ControlLoopSpec spec, @Nullable PidGains gains) {
    LoopSupervision declared = spec.supervision() == null ? USUAL : spec.supervision();
    if (Boolean.TRUE.equals(declared.disabled())) {
      return null;
    }
    double windowSeconds = seconds("spec.supervision.window", declared.window(), "10m");
    double calmSeconds = seconds("spec.supervision.calm", declared.calm(), "10m");
    double amplitude = orElse(declared.amplitude(), usualAmplitude(spec));
    if (!(amplitude > 0)) {
      reader.invalid(
          "spec.supervision.amplitude",
          "required where the setpoint is 0 and there is no setpointRange: the amplitude of the"
              + " error that is still acceptable; or set supervision.disabled: true");
      return null;
    }
    double periodSeconds = period(declared, gains, windowSeconds);
    long disturbances = declared.disturbances() == null ? 10 : declared.disturbances();
    int sign = "Direct".equals(spec.pid() == null ? null : spec.pid().action()) ? -1 : 1;
    return guarded(
        reader,
        "spec.supervision",
        () ->
            new SupervisorSettings(
                new OscillationSettings(
                    amplitude, periodSeconds, (int) Math.min(1000, disturbances)),
                new Saturation.Settings(windowSeconds, SATURATED_RATIO),
                new IdleIndex.Settings(sign, amplitude / 10, windowSeconds, SLUGGISH_INDEX),
                orElse(declared.detuneFactor(), 2),
                calmSeconds));
  }

  private static double usualAmplitude(ControlLoopSpec spec) {
    LoopLaws.Range range = spec.setpointRange();
    return range != null
        ? RANGE_SHARE * (orElse(range.max(), 0) - orElse(range.min(), 0))
        : SETPOINT_SHARE * Math.abs(orElse(spec.setpoint(), 0));
  }

  /** Of a loop without integral action nobody knows one: the window is as good as any. */
  private double period(
      LoopSupervision declared, @Nullable PidGains gains, double otherwiseSeconds) {
    if (declared.ultimatePeriod() != null) {
      return seconds("spec.supervision.ultimatePeriod", declared.ultimatePeriod(), "");
    }
    PidTerms terms = gains == null ? null : gains.terms();
    return terms == null || terms.integralPerSecond() == 0 || terms.proportional() == 0
        ? otherwiseSeconds / 10
        : terms.proportional() / terms.integralPerSecond();
  }

  private double seconds(String path, @Nullable String duration, String otherwise) {
    return reader.duration(path, duration, otherwise) / 1000.0;
  }
}
