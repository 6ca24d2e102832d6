package dev.homeostat.engine.policy;

import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.tuning.Identification;
import dev.homeostat.pid.tuning.LoopAnalysis;
import dev.homeostat.pid.tuning.Margins;
import dev.homeostat.pid.tuning.RelayExperiment;
import dev.homeostat.pid.tuning.RelayResult;
import dev.homeostat.pid.tuning.RelaySettings;
import dev.homeostat.pid.tuning.Stability;
import dev.homeostat.pid.tuning.Tuning;
import org.jspecify.annotations.Nullable;

/**
 * A relay experiment that a loop asks for, and the rule that makes gains of what it finds.
 *
 * @param run number of the experiment
 * @param amplitude how far the knob goes to either side
 * @param hysteresis error up to which it does not switch
 * @param bounds what it may cost
 * @param budgetSignal index of the burn rate
 * @param periodMillis of the error budget
 * @param action of the loop
 * @param processGain signal unit per output unit; NaN where it is not known
 * @param rule what makes gains of it
 * @param apply whether the loop then uses them
 */
public record RelayTuning(
    long run,
    double amplitude,
    double hysteresis,
    RelaySettings.Bounds bounds,
    int budgetSignal,
    long periodMillis,
    Action action,
    double processGain,
    TuningRule rule,
    boolean apply) {

  /**
   * What a rule made of an experiment.
   *
   * @param gains null where the rule has none
   * @param margins null where no model is known
   * @param refused why there are no gains; empty where there are
   */
  public record Proposal(PidGains.@Nullable Isa gains, @Nullable Margins margins, String refused) {}

  /** The experiment around a value. */
  public RelaySettings around(double centre) {
    return new RelaySettings(centre, amplitude, hysteresis, action, bounds);
  }

  /** Gains from what an experiment around a value found, with margins where a model is known. */
  public Proposal propose(double centre, RelayResult.Finished found) {
    Identification model =
        Double.isNaN(processGain)
            ? new Identification.NotIdentified(Identification.Reason.GAIN_TOO_SMALL)
            : RelayExperiment.model(around(centre), found, processGain);
    if (rule.needsModel()) {
      if (!(model instanceof Identification.Identified identified)) {
        return new Proposal(null, null, ((Identification.NotIdentified) model).reason().name());
      }
      Tuning tuning = rule.ofModel(identified.model());
      return tuning instanceof Tuning.Proposed proposed
          ? new Proposal((PidGains.Isa) proposed.gains(), proposed.margins(), "")
          : new Proposal(null, null, ((Tuning.Refused) tuning).reason().name());
    }
    PidGains.Isa gains = rule.ofUltimate(found.ultimate());
    if (!(model instanceof Identification.Identified identified)) {
      return new Proposal(gains, null, "");
    }
    Stability stability = LoopAnalysis.of(gains, action, identified.model());
    return stability instanceof Stability.Stable stable
        ? new Proposal(gains, stable.margins(), "")
        : new Proposal(null, null, ((Stability.Unstable) stability).reason().name());
  }
}
