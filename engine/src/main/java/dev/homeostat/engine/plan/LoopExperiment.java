package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.RelayTuning;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.tuning.RelayExperiment;
import dev.homeostat.pid.tuning.RelayInput;
import dev.homeostat.pid.tuning.RelayResult;
import dev.homeostat.pid.tuning.RelaySettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of the relay experiment of a loop: begun where everything is calm, bounded in what
 * it costs, and given up on any move of the mode, on a lost signal and where it cannot be counted
 * what it costs.
 */
final class LoopExperiment {

  private final LoopPolicy policy;
  private final LoopSituation now;
  private double output = Double.NaN;

  LoopExperiment(LoopPolicy policy, LoopSituation now) {
    this.policy = policy;
    this.now = now;
  }

  /** Where the knob is to be. */
  double output() {
    return output;
  }

  /** Whether one is asked for that was not made yet, and nothing speaks against it now. */
  boolean isWanted(Experiment before) {
    RelayTuning tuning = tuning();
    return tuning != null
        && tuning.run() > before.run()
        && now.calm()
        && now.reading(tuning.budgetSignal()) instanceof Reading.Value;
  }

  Experiment begin(Reading.Value sample) {
    RelayTuning tuning = Objects.requireNonNull(tuning());
    double centre = now.applied();
    RelaySettings settings = tuning.around(centre);
    Experiment fresh =
        new Experiment(
            tuning.run(),
            Experiment.Phase.RUNNING,
            "",
            centre,
            false,
            null,
            0,
            now.nowMillis(),
            null,
            null);
    OutputLimits limits = Objects.requireNonNull(policy.pid()).settings().output();
    if (!settings.fits(limits)) {
      return fresh.aborted("OutOfBounds").returned();
    }
    return concluded(tuning, fresh, RelayExperiment.begin(settings, input(sample, 0)));
  }

  Experiment goOn(Experiment before, double lastOutput, Reading.Value sample) {
    RelayTuning tuning = tuning();
    output = lastOutput;
    if (tuning == null || before.relay() == null) {
      return before.aborted("Withdrawn");
    }
    if (!now.calm()) {
      return before.aborted("Disturbed");
    }
    if (!(now.reading(tuning.budgetSignal()) instanceof Reading.Value burnRate)) {
      return before.aborted("BudgetUnknown");
    }
    long elapsedMillis = Math.max(0, now.nowMillis() - before.lookedMillis());
    double spent =
        before.spentRatio()
            + Math.max(0, burnRate.value()) * elapsedMillis / (double) tuning.periodMillis();
    Experiment counted =
        new Experiment(
            before.run(),
            before.phase(),
            "",
            before.centre(),
            false,
            before.relay(),
            spent,
            now.nowMillis(),
            null,
            null);
    return concluded(
        tuning,
        counted,
        RelayExperiment.step(tuning.around(before.centre()), before.relay(), input(sample, spent)));
  }

  private Experiment concluded(RelayTuning tuning, Experiment before, RelayResult result) {
    if (result instanceof RelayResult.Running running) {
      output = running.output();
      return new Experiment(
          before.run(),
          Experiment.Phase.RUNNING,
          "",
          before.centre(),
          false,
          running.state(),
          before.spentRatio(),
          before.lookedMillis(),
          null,
          null);
    }
    if (result instanceof RelayResult.Held) {
      return before;
    }
    if (result instanceof RelayResult.Aborted aborted) {
      return before.aborted(LoopTurn.camel(aborted.reason().name()));
    }
    RelayResult.Finished found = (RelayResult.Finished) result;
    RelayTuning.Proposal proposal = tuning.propose(before.centre(), found);
    return new Experiment(
        before.run(),
        Experiment.Phase.FINISHED,
        proposal.refused().isEmpty() ? "" : LoopTurn.camel(proposal.refused()),
        before.centre(),
        true,
        null,
        before.spentRatio(),
        before.lookedMillis(),
        found,
        proposal);
  }

  private RelayInput input(Reading.Value sample, double spent) {
    return new RelayInput(now.nowMillis(), policy.inputs().setpoint(), sample.value(), spent);
  }

  private @Nullable RelayTuning tuning() {
    LoopPolicy.PidLaw pid = policy.pid();
    return pid == null ? null : pid.tuning();
  }
}
