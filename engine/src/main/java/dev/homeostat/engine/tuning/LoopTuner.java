package dev.homeostat.engine.tuning;

import dev.homeostat.engine.policy.TuningRule;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.tuning.ControllerKind;
import dev.homeostat.pid.tuning.FirstOrderModel;
import dev.homeostat.pid.tuning.Identification;
import dev.homeostat.pid.tuning.Margins;
import dev.homeostat.pid.tuning.RecordIdentification;
import dev.homeostat.pid.tuning.Recording;
import dev.homeostat.pid.tuning.Tuning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a process and asks every rule for its gains. They are for the longest dead time that
 * the record allows and for half of the loop's interval more, since a wrong one of a second may be
 * what an unstable loop comes from.
 */
public final class LoopTuner {

  /** From the one that is recommended first to the last; those after have narrow margins. */
  private static final List<TuningRule> RULES =
      List.of(
          rule(TuningRule.Name.SIMC, ControllerKind.PI),
          rule(TuningRule.Name.AMIGO, ControllerKind.PI),
          rule(TuningRule.Name.AMIGO, ControllerKind.PID),
          rule(TuningRule.Name.TYREUS_LUYBEN, ControllerKind.PI),
          rule(TuningRule.Name.TYREUS_LUYBEN, ControllerKind.PID),
          rule(TuningRule.Name.COHEN_COON, ControllerKind.PI),
          rule(TuningRule.Name.COHEN_COON, ControllerKind.PID),
          rule(TuningRule.Name.ZIEGLER_NICHOLS, ControllerKind.PI),
          rule(TuningRule.Name.ZIEGLER_NICHOLS, ControllerKind.PID));

  private static final double SHORTEST_INTERVAL_SECONDS = 1;
  private static final String AMPLE = "Ample";

  private static TuningRule rule(TuningRule.Name name, ControllerKind kind) {
    return new TuningRule(name, kind, Double.NaN);
  }

  /** Gains for a loop whose interval is that of the samples, in whole seconds. */
  public static TuneResult propose(Recorded recorded) {
    double sample = recording(recorded).sampleSeconds();
    return propose(
        recorded,
        Double.isNaN(sample)
            ? SHORTEST_INTERVAL_SECONDS
            : Math.max(SHORTEST_INTERVAL_SECONDS, Math.rint(sample)));
  }

  /** Gains for a loop with an interval. */
  public static TuneResult propose(Recorded recorded, double intervalSeconds) {
    Recording recording = recording(recorded);
    Identification found = RecordIdentification.of(recording);
    return found instanceof Identification.Identified identified
        ? proposed(recording, identified, intervalSeconds)
        : refused(((Identification.NotIdentified) found).reason());
  }

  private static TuneResult proposed(
      Recording recording, Identification.Identified identified, double intervalSeconds) {
    FirstOrderModel found = identified.model();
    Proposal.Model model =
        new Proposal.Model(
            found.gain(),
            found.lagSeconds(),
            found.deadTimeSeconds(),
            recording.changeUncertaintySeconds(),
            identified.explainedRatio());
    FirstOrderModel careful =
        new FirstOrderModel(found.gain(), found.lagSeconds(), model.longestDeadTimeSeconds())
            .sampledEvery(intervalSeconds);
    List<Proposal.Gains> rules = new ArrayList<>();
    for (TuningRule rule : RULES) {
      rules.add(gains(rule, rule.ofModel(careful)));
    }
    Proposal.Gains recommended =
        rules.stream().filter(gains -> gains.verdict().equals(AMPLE)).findFirst().orElse(null);
    if (recommended == null) {
      return new TuneResult.Refused(
          "NoStableGains",
          "expected a rule whose gains leave a gain margin of 2, 30 degrees and Ms of 2 at most,"
              + " found none for this process; shorten the loop's interval or the time between"
              + " samples");
    }
    return new TuneResult.Proposed(
        new Proposal(
            recording.signal().size(),
            recording.changes().size(),
            recording.sampleSeconds(),
            model,
            intervalSeconds,
            found.action() == Action.DIRECT ? "Direct" : "Reverse",
            rules,
            recommended));
  }

  private static Proposal.Gains gains(TuningRule rule, Tuning tuning) {
    String kind = rule.kind().name();
    if (!(tuning instanceof Tuning.Proposed proposed
        && proposed.gains() instanceof PidGains.Isa isa)) {
      return new Proposal.Gains(
          word(rule.name()), kind, null, null, null, null, null, null, "Unstable");
    }
    Margins margins = proposed.margins();
    return new Proposal.Gains(
        word(rule.name()),
        kind,
        isa.gain(),
        isa.integralSeconds(),
        isa.derivativeSeconds(),
        finite(margins.gainMargin()),
        finite(margins.phaseMarginDegrees()),
        margins.maximumSensitivity(),
        margins.areAmple() ? AMPLE : "Narrow");
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String word(TuningRule.Name name) {
    return switch (name) {
      case SIMC -> "SIMC";
      case AMIGO -> "AMIGO";
      case ZIEGLER_NICHOLS -> "ZieglerNichols";
      case COHEN_COON -> "CohenCoon";
      case TYREUS_LUYBEN -> "TyreusLuyben";
    };
  }

  private static Recording recording(Recorded recorded) {
    return new Recording(points(recorded.output()), points(recorded.measured()));
  }

  private static List<Recording.Point> points(List<Recorded.Point> points) {
    return points.stream().map(p -> new Recording.Point(p.atMillis(), p.value())).toList();
  }

  private static TuneResult refused(Identification.Reason reason) {
    return switch (reason) {
      case NOT_FINITE ->
          refused("NotFinite", "expected finite values, found NaN or infinity; mend the query");
      case TIMESTAMPS_DISORDERED ->
          refused(
              "TimestampsDisordered",
              "expected timestamps that rise, found one that does not; record the range anew");
      case TOO_FEW_SAMPLES ->
          refused(
              "TooFewSamples",
              "expected 2 samples of the signal before the knob changes and 10 after it, found"
                  + " fewer; record a longer range or a finer one");
      case NO_STEP ->
          refused(
              "NoStep",
              "expected a change of the knob while the signal was recorded, found none; choose a"
                  + " range in which the knob was moved by hand or by a mode");
      case NO_RESPONSE, GAIN_TOO_SMALL ->
          refused(
              "NoResponse",
              "expected the signal to answer to the knob, found that it does not; see that they"
                  + " belong together and that the step was large enough");
      case NOT_SETTLING ->
          refused(
              "NotSettling",
              "expected the signal to settle, found that it still moves at the end; record a"
                  + " longer range, and no process that integrates");
      case POOR_FIT ->
          refused(
              "PoorFit",
              "expected a model that explains 90 percent of the signal's variance, found less; use"
                  + " a larger step or a smoother query, and a range in which nothing else happened"
                  + " and no loop moved the knob");
    };
  }

  private static TuneResult refused(String reason, String message) {
    return new TuneResult.Refused(reason, message);
  }

  private LoopTuner() {}
}
