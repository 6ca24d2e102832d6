package dev.homeostat.engine.policy;

import static dev.homeostat.engine.policy.LoopLawCompiler.guarded;
import static dev.homeostat.engine.policy.LoopLawCompiler.orElse;

import dev.homeostat.crds.LoopTuning;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.tuning.ControllerKind;
import dev.homeostat.pid.tuning.FirstOrderModel;
import dev.homeostat.pid.tuning.RelaySettings;
import dev.homeostat.pid.tuning.Tuning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks where the gains of a PID law come from, and what an experiment may cost. */
final class LoopTuningCompiler {

  private static final List<String> RULES =
      List.of("SIMC", "AMIGO", "ZieglerNichols", "CohenCoon", "TyreusLuyben");
  private static final List<String> KINDS = List.of("PI", "PID");

  private final SpecReader reader;
  private final LoopOutputCompiler output;
  private final LoopInputsCompiler inputs;

  LoopTuningCompiler(SpecReader reader, LoopOutputCompiler output, LoopInputsCompiler inputs) {
    this.reader = reader;
    this.output = output;
    this.inputs = inputs;
  }

  /** The declared model; null where there is none. */
  @Nullable FirstOrderModel model(@Nullable LoopTuning tuning) {
    if (tuning == null || tuning.model() == null) {
      return null;
    }
    LoopTuning.Model model = tuning.model();
    double lag = seconds("spec.tuning.model.lag", model.lag());
    double deadTime = seconds("spec.tuning.model.deadTime", model.deadTime());
    return guarded(
        reader,
        "spec.tuning.model",
        () -> new FirstOrderModel(orElse(model.gain(), Double.NaN), lag, deadTime));
  }

  /** Gains of a rule from the model; null where there are none, which then is a problem. */
  Tuning.@Nullable Proposed byRule(
      @Nullable LoopTuning tuning, @Nullable FirstOrderModel model, LoopLawCompiler.Timing timing) {
    if (tuning == null || model == null) {
      reader.invalid("spec.tuning.model", "required: the process for which a rule finds gains");
      return null;
    }
    TuningRule rule = rule(tuning, TuningRule.Name.SIMC);
    if (rule == null) {
      return null;
    }
    Tuning found = rule.ofModel(model.sampledEvery(timing.seconds()));
    if (found instanceof Tuning.Refused refused) {
      reader.problem(
          "UnstableGains",
          "spec.tuning.rule",
          switch (refused.reason()) {
            case NO_DEAD_TIME ->
                "without dead time the rule has no bound; declare spec.tuning.model.deadTime";
            case UNSTABLE ->
                "%s makes the loop with spec.tuning.model unstable; choose SIMC or AMIGO"
                    .formatted(tuning.rule());
          });
      return null;
    }
    return (Tuning.Proposed) found;
  }

  private @Nullable TuningRule rule(LoopTuning tuning, TuningRule.Name otherwise) {
    int before = reader.problems().size();
    String word = tuning.rule();
    TuningRule.Name name =
        word == null
            ? otherwise
            : switch (reader.oneOf("spec.tuning.rule", word, RULES, "")) {
              case "SIMC" -> TuningRule.Name.SIMC;
              case "AMIGO" -> TuningRule.Name.AMIGO;
              case "ZieglerNichols" -> TuningRule.Name.ZIEGLER_NICHOLS;
              case "CohenCoon" -> TuningRule.Name.COHEN_COON;
              default -> TuningRule.Name.TYREUS_LUYBEN;
            };
    boolean derivative =
        reader.oneOf("spec.tuning.actions", tuning.actions(), KINDS, "PI").equals("PID");
    if (derivative && name == TuningRule.Name.SIMC) {
      reader.invalid(
          "spec.tuning.actions",
          "SIMC gives a process of first order no derivative action; say PI, or choose AMIGO");
    }
    double closedLoop = Double.NaN;
    if (tuning.closedLoopTime() != null) {
      closedLoop = seconds("spec.tuning.closedLoopTime", tuning.closedLoopTime());
      if (name != TuningRule.Name.SIMC) {
        reader.invalid("spec.tuning.closedLoopTime", "only SIMC has one; remove it");
      }
    }
    return reader.problems().size() > before
        ? null
        : new TuningRule(name, derivative ? ControllerKind.PID : ControllerKind.PI, closedLoop);
  }

  /** The experiment; null where it is not declared rightly, which then is a problem. */
  @Nullable RelayTuning relay(@Nullable LoopTuning tuning, Action action) {
    LoopTuning.Relay relay = tuning == null ? null : tuning.relay();
    if (tuning == null || relay == null) {
      reader.invalid("spec.tuning.relay", "required: the experiment and what it may cost");
      return null;
    }
    int before = reader.problems().size();
    double gain = orElse(relay.processGain(), Double.NaN);
    TuningRule rule =
        rule(tuning, Double.isNaN(gain) ? TuningRule.Name.TYREUS_LUYBEN : TuningRule.Name.SIMC);
    if (rule != null && rule.needsModel() && Double.isNaN(gain)) {
      reader.invalid(
          "spec.tuning.relay.processGain",
          "required by %s; declare it, or choose TyreusLuyben".formatted(tuning.rule()));
    }
    if (gain == 0 || (!Double.isNaN(gain) && (gain > 0) != (action == Action.REVERSE))) {
      reader.invalid(
          "spec.tuning.relay.processGain",
          "expected the sign that goes with spec.pid.action: above 0 with Reverse, below 0 with"
              + " Direct; found "
              + relay.processGain());
    }
    double amplitude = output.distance("spec.tuning.relay.amplitude", relay.amplitude());
    RelaySettings.Bounds bounds = bounds(relay);
    LoopTuning.Budget budget = relay.budget();
    int burnRate =
        budget == null
            ? LoopPolicy.NONE
            : inputs.required("spec.tuning.relay.budget.burnRate", budget.burnRate());
    long periodMillis =
        reader.duration(
            "spec.tuning.relay.budget.period", budget == null ? null : budget.period(), "30d");
    long run = relay.run() == null ? 1 : relay.run();
    if (run < 1) {
      reader.invalid("spec.tuning.relay.run", "expected 1 or more, found " + run);
    }
    double hysteresis = orElse(relay.hysteresis(), 0);
    if (bounds != null) {
      guarded(
          reader,
          "spec.tuning.relay",
          () -> new RelaySettings(0, amplitude, hysteresis, action, bounds));
    }
    return rule == null || bounds == null || reader.problems().size() > before
        ? null
        : new RelayTuning(
            run,
            amplitude,
            hysteresis,
            bounds,
            burnRate,
            periodMillis,
            action,
            gain,
            rule,
            Boolean.TRUE.equals(tuning.apply()));
  }

  private RelaySettings.@Nullable Bounds bounds(LoopTuning.Relay relay) {
    LoopTuning.Budget budget = relay.budget();
    if (budget == null) {
      reader.invalid(
          "spec.tuning.relay.budget", "required: what the experiment may cost of the error budget");
      return null;
    }
    double seconds =
        reader.duration("spec.tuning.relay.maxDuration", relay.maxDuration(), "10m") / 1000.0;
    return guarded(
        reader,
        "spec.tuning.relay",
        () ->
            new RelaySettings.Bounds(
                seconds,
                orElse(relay.maxDeviation(), Double.NaN),
                orElse(budget.maxSpentRatio(), Double.NaN)));
  }

  private double seconds(String path, @Nullable String duration) {
    return reader.duration(path, reader.required(path, duration), "") / 1000.0;
  }
}
