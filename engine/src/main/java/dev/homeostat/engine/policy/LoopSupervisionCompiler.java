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
import dev.homeostat.pid.supervision.PerformanceSettings;
import dev.homeostat.pid.supervision.Saturation;
import dev.homeostat.pid.supervision.SupervisorSettings;
import dev.homeostat.pid.tuning.FirstOrderModel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks how a PID loop is supervised, with what is usual where nothing is said. */
final class LoopSupervisionCompiler {

  private static final LoopSupervision USUAL =
      new LoopSupervision(null, null, null, null, null, null, null, null);
  private static final LoopSupervision.Harris USUAL_HARRIS =
      new LoopSupervision.Harris(null, null, null, null);
  private static final String HARRIS = "spec.supervision.harris";
  private static final int USUAL_SAMPLES = 240;
  private static final int MOST_SAMPLES = 2_000;
  private static final int USUAL_ORDER = 10;
  private static final double POOR_BELOW = 0.03;
  private static final double SATURATED_RATIO = 0.8;
  private static final double SLUGGISH_INDEX = 0.7;
  private static final double RANGE_SHARE = 0.01;
  private static final double SETPOINT_SHARE = 0.05;

  private final SpecReader reader;

  LoopSupervisionCompiler(SpecReader reader) {
    this.reader = reader;
  }

  /**
   * The settings; null where the loop is not supervised.
   *
   * @param model of the process; null where it is not declared
   */
  @Nullable SupervisorSettings compile(
      ControlLoopSpec spec,
      @Nullable PidGains gains,
      @Nullable FirstOrderModel model,
      LoopLawCompiler.Timing timing) {
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
    PerformanceSettings performance = performance(declared.harris(), model, timing);
    return guarded(
        reader,
        "spec.supervision",
        () ->
            new SupervisorSettings(
                new OscillationSettings(
                    amplitude, periodSeconds, (int) Math.min(1000, disturbances)),
                new Saturation.Settings(windowSeconds, SATURATED_RATIO),
                new IdleIndex.Settings(sign, amplitude / 10, windowSeconds, SLUGGISH_INDEX),
                performance,
                orElse(declared.detuneFactor(), 2),
                calmSeconds));
  }

  /** Without a dead time nobody knows the least variance: then there is no index. */
  private @Nullable PerformanceSettings performance(
      LoopSupervision.@Nullable Harris declared,
      @Nullable FirstOrderModel model,
      LoopLawCompiler.Timing timing) {
    LoopSupervision.Harris harris = declared == null ? USUAL_HARRIS : declared;
    if (harris.deadTime() == null && model == null) {
      if (declared != null) {
        reader.invalid(
            HARRIS + ".deadTime",
            "required where there is no spec.tuning.model: the dead time of the process");
      }
      return null;
    }
    double deadTimeSeconds =
        harris.deadTime() == null
            ? Objects.requireNonNull(model).deadTimeSeconds()
            : seconds(HARRIS + ".deadTime", harris.deadTime(), "");
    int order = whole(harris.order(), USUAL_ORDER);
    int samples = whole(harris.samples(), USUAL_SAMPLES);
    PerformanceSettings settings =
        guarded(
            reader,
            HARRIS,
            () ->
                new PerformanceSettings(
                    deadTimeSeconds, samples, order, orElse(harris.poorBelow(), POOR_BELOW)));
    if (settings == null || settings.measures(timing.seconds())) {
      return settings;
    }
    if (declared != null) {
      reader.invalid(
          HARRIS + ".samples",
          "%d are too few for a dead time of %s s, an interval of %s s and order %d; declare more"
              .formatted(samples, deadTimeSeconds, timing.seconds(), order));
    }
    return null;
  }

  private static int whole(@Nullable Long declared, int otherwise) {
    return declared == null ? otherwise : (int) Math.max(0, Math.min(MOST_SAMPLES, declared));
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
