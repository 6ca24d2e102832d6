package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.RelayTuning;
import dev.homeostat.pid.tuning.RelayResult;
import dev.homeostat.pid.tuning.RelayState;
import org.jspecify.annotations.Nullable;

/**
 * A relay experiment of a loop.
 *
 * @param run its number; 0 where there was none
 * @param phase how far it is
 * @param reason why it was aborted, or what a rule did not like of it; empty where nothing
 * @param centre value around which the knob is switched, and to which it returns
 * @param returning whether the knob is on its way back
 * @param relay what it remembers; null where it is not running
 * @param spentRatio part of the error budget that has gone meanwhile
 * @param lookedMillis when that was counted last
 * @param found what it found; null where nothing
 * @param proposal what the rule makes of that; null where nothing
 */
public record Experiment(
    long run,
    Phase phase,
    String reason,
    double centre,
    boolean returning,
    @Nullable RelayState relay,
    double spentRatio,
    long lookedMillis,
    RelayResult.@Nullable Finished found,
    RelayTuning.@Nullable Proposal proposal) {

  /** No experiment. */
  public static final Experiment NONE =
      new Experiment(0, Phase.NONE, "", Double.NaN, false, null, 0, 0, null, null);

  /** How far an experiment is. */
  public enum Phase {
    NONE("Waiting"),
    RUNNING("Running"),
    FINISHED("Finished"),
    ABORTED("Aborted");

    private final String word;

    Phase(String word) {
      this.word = word;
    }

    /** The phase as a status shows it. */
    public String word() {
      return word;
    }
  }

  /** The same, given up. */
  Experiment aborted(String why) {
    return new Experiment(
        run, Phase.ABORTED, why, centre, true, null, spentRatio, lookedMillis, null, null);
  }

  /** The same with its knob back at the centre. */
  Experiment returned() {
    return returning
        ? new Experiment(
            run, phase, reason, centre, false, relay, spentRatio, lookedMillis, found, proposal)
        : this;
  }

  /** What is left of it after a restart: nobody switched the knob meanwhile. */
  Experiment restarted() {
    return phase == Phase.RUNNING ? aborted("Restarted") : this;
  }
}
