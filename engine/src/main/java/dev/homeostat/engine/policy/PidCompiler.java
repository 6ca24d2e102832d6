package dev.homeostat.engine.policy;

import static dev.homeostat.engine.policy.LoopLawCompiler.guarded;
import static dev.homeostat.engine.policy.LoopLawCompiler.orElse;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.LoopLaws;
import dev.homeostat.crds.LoopTuning;
import dev.homeostat.modes.Mode;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.AntiWindup;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidSettings;
import dev.homeostat.pid.law.SetpointLimits;
import dev.homeostat.pid.supervision.SupervisorSettings;
import dev.homeostat.pid.tuning.FirstOrderModel;
import dev.homeostat.pid.tuning.LoopAnalysis;
import dev.homeostat.pid.tuning.Margins;
import dev.homeostat.pid.tuning.Stability;
import dev.homeostat.pid.tuning.Tuning;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a PID law: its gains in one of three forms, its set point, and its tuning. */
final class PidCompiler {

  private static final List<String> FORMS = List.of("ISA", "Parallel", "Series");
  private static final List<String> WINDUP = List.of("BackCalculation", "Conditional");
  private static final List<String> METHODS = List.of("Manual", "Rule", "Relay");
  private static final List<String> MODES = List.of("Target", "Degraded", "Floor", "Recovery");
  private static final double DEFAULT_FILTER = 10;

  private final SpecReader reader;
  private final LoopOutputCompiler output;
  private final LoopInputsCompiler inputs;

  PidCompiler(SpecReader reader, LoopOutputCompiler output, LoopInputsCompiler inputs) {
    this.reader = reader;
    this.output = output;
    this.inputs = inputs;
  }

  LoopPolicy.@Nullable Law compile(
      ControlLoopSpec spec,
      ControlLoopSpec.Pid pid,
      OutputLimits limits,
      LoopLawCompiler.Timing timing) {
    LoopTuning tuning = spec.tuning();
    String method =
        reader.oneOf(
            "spec.tuning.method", tuning == null ? null : tuning.method(), METHODS, "Manual");
    Action action = LoopLawCompiler.action(reader, "spec.pid.action", pid.action());
    LoopTuningCompiler tunings = new LoopTuningCompiler(reader, output, inputs);
    FirstOrderModel model = tunings.model(tuning);
    PidGains gains = declared(pid);
    Margins margins = null;
    if (method.equals("Rule")) {
      Tuning.Proposed found = tunings.byRule(tuning, model, timing);
      gains = found == null ? null : found.gains();
      margins = found == null ? null : found.margins();
      if (found != null && model != null && found.action() != action) {
        reader.invalid(
            "spec.pid.action",
            "expected %s, since the gain of spec.tuning.model is %s"
                .formatted(found.action() == Action.DIRECT ? "Direct" : "Reverse", model.gain()));
      }
    } else if (model != null && gains != null) {
      margins = margins(gains, action, model.sampledEvery(timing.seconds()));
    }
    if (gains == null && !method.equals("Relay") && reader.problems().isEmpty()) {
      reader.invalid(
          "spec.pid.proportionalGain", "required: its gains, or a tuning that finds them");
    }
    RelayTuning relay = method.equals("Relay") ? tunings.relay(tuning, action) : null;
    PidSettings settings = settings(spec, pid, limits, timing);
    if (settings == null || reader.problems().size() > 0) {
      return null;
    }
    Map<Mode, PidGains> byMode = byMode(pid);
    SupervisorSettings supervision =
        new LoopSupervisionCompiler(reader).compile(spec, gains, model, timing);
    return new LoopPolicy.PidLaw(settings, gains, byMode, margins, relay, supervision);
  }

  private @Nullable Margins margins(PidGains gains, Action action, FirstOrderModel model) {
    Stability stability = LoopAnalysis.of(gains, action, model);
    if (stability instanceof Stability.Unstable unstable) {
      reader.problem(
          "UnstableGains",
          "spec.pid",
          switch (unstable.reason()) {
            case WRONG_ACTION ->
                "expected action %s, since the gain of spec.tuning.model is %s"
                    .formatted(
                        model.action() == Action.DIRECT ? "Direct" : "Reverse", model.gain());
            case DERIVATIVE_WITHOUT_FILTER ->
                "the derivative is not filtered, and no loop with dead time is stable with it;"
                    + " lower filter or derivativeTime";
            case GAIN_TOO_HIGH ->
                "with the process of spec.tuning.model the loop would swing ever more; lower"
                    + " proportionalGain, or let tuning.method: Rule find it";
          });
      return null;
    }
    return ((Stability.Stable) stability).margins();
  }

  private @Nullable PidSettings settings(
      ControlLoopSpec spec,
      ControlLoopSpec.Pid pid,
      OutputLimits limits,
      LoopLawCompiler.Timing timing) {
    boolean conditional =
        reader
            .oneOf("spec.pid.antiWindup", pid.antiWindup(), WINDUP, "BackCalculation")
            .equals("Conditional");
    if (conditional && pid.trackingTime() != null) {
      reader.invalid("spec.pid.trackingTime", "only BackCalculation has one; remove it");
    }
    SetpointLimits setpoint = setpoint(spec, pid);
    double tracking =
        pid.trackingTime() == null
            ? Double.NaN
            : seconds("spec.pid.trackingTime", pid.trackingTime());
    Action action = LoopLawCompiler.action(new SpecReader(), "", pid.action());
    return setpoint == null
        ? null
        : guarded(
            reader,
            "spec.pid",
            () ->
                new PidSettings(
                    PidGains.Isa.pi(1, PidGains.NO_INTEGRAL),
                    action,
                    setpoint,
                    limits,
                    conditional
                        ? AntiWindup.CONDITIONAL
                        : new AntiWindup(AntiWindup.Method.BACK_CALCULATION, tracking),
                    orElse(pid.deadband(), 0),
                    2 * timing.seconds()));
  }

  private @Nullable SetpointLimits setpoint(ControlLoopSpec spec, ControlLoopSpec.Pid pid) {
    LoopLaws.Range range = spec.setpointRange();
    double rate = Double.POSITIVE_INFINITY;
    if (spec.setpointRate() != null) {
      LoopLaws.SetpointRate declared = spec.setpointRate();
      String per = reader.required("spec.setpointRate.per", declared.per());
      rate = orElse(declared.change(), Double.NaN) / seconds("spec.setpointRate.per", per);
    }
    double perSecond = rate;
    return guarded(
        reader,
        "spec.setpoint",
        () ->
            new SetpointLimits(
                range == null ? Double.NEGATIVE_INFINITY : orElse(range.min(), Double.NaN),
                range == null ? Double.POSITIVE_INFINITY : orElse(range.max(), Double.NaN),
                orElse(pid.setpointWeight(), 1),
                orElse(pid.derivativeWeight(), 0),
                perSecond));
  }

  private @Nullable PidGains declared(ControlLoopSpec.Pid pid) {
    return gains(
        "spec.pid",
        pid,
        new ControlLoopSpec.ModeGains(
            null,
            pid.proportionalGain(),
            pid.integralTime(),
            pid.derivativeTime(),
            pid.integralGain(),
            pid.derivativeGain()));
  }

  /** The gains of an entry; null where it has none. */
  private @Nullable PidGains gains(
      String path, ControlLoopSpec.Pid pid, ControlLoopSpec.ModeGains declared) {
    String form = reader.oneOf("spec.pid.form", pid.form(), FORMS, "ISA");
    boolean parallel = form.equals("Parallel");
    if (parallel
        ? declared.integralTime() != null || declared.derivativeTime() != null
        : declared.integralGain() != null || declared.derivativeGain() != null) {
      reader.invalid(
          path,
          "ISA and Series have integralTime and derivativeTime, Parallel has integralGain and"
              + " derivativeGain; this is "
              + form);
      return null;
    }
    double filter = orElse(pid.filter(), DEFAULT_FILTER);
    if (parallel && (declared.proportionalGain() != null || declared.integralGain() != null)) {
      double derivative = orElse(declared.derivativeGain(), 0);
      return guarded(
          reader,
          path,
          () ->
              new PidGains.Parallel(
                  orElse(declared.proportionalGain(), 0),
                  orElse(declared.integralGain(), 0),
                  derivative,
                  filter));
    }
    if (parallel || declared.proportionalGain() == null) {
      return null;
    }
    double gain = declared.proportionalGain();
    double integral =
        declared.integralTime() == null
            ? PidGains.NO_INTEGRAL
            : seconds(path + ".integralTime", declared.integralTime());
    double derivative =
        declared.derivativeTime() == null
            ? 0
            : seconds(path + ".derivativeTime", declared.derivativeTime());
    return guarded(
        reader,
        path,
        () ->
            form.equals("Series")
                ? new PidGains.Series(gain, integral, derivative, filter)
                : new PidGains.Isa(gain, integral, derivative, filter));
  }

  private Map<Mode, PidGains> byMode(ControlLoopSpec.Pid pid) {
    Map<Mode, PidGains> byMode = new EnumMap<>(Mode.class);
    for (int i = 0; i < pid.gains().size(); i++) {
      String path = "spec.pid.gains[" + i + "]";
      ControlLoopSpec.ModeGains declared = pid.gains().get(i);
      Mode mode = Mode.ofWord(reader.oneOf(path + ".mode", declared.mode(), MODES, ""));
      PidGains gains = gains(path, pid, declared);
      if (gains == null) {
        reader.invalid(path + ".proportionalGain", "required: the gains in this mode");
      } else if (mode != null && byMode.put(mode, gains) != null) {
        reader.invalid(
            path + ".mode", mode.word() + " has gains already; give each mode one entry");
      }
    }
    return byMode;
  }

  private double seconds(String path, String duration) {
    return reader.duration(path, duration, "") / 1000.0;
  }
}
