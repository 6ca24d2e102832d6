package dev.homeostat.cli;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.engine.tuning.Recorded;
import dev.homeostat.sim.control.LoopStep;
import dev.homeostat.sim.control.PlantPolicy;
import dev.homeostat.sim.control.StepExperiment;
import dev.homeostat.sim.scenario.Scenario;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A record of a step in the simulator. */
final class ScenarioStep {

  private static final double USUAL_HOLD_SECONDS = 30;
  private static final double USUAL_SHARE = 0.2;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE.yaml",
      description = "What happens: a name of simulate --list, or a file. Needs -f.")
  private @Nullable String scenario;

  @Option(
      names = "--at",
      paramLabel = "SECONDS",
      description = "When the knob steps. Default two holds after the scenario's fault begins.")
  private @Nullable Double atSeconds;

  @Option(
      names = "--hold",
      paramLabel = "SECONDS",
      description = "How long it is recorded before, during and after. Default 30.")
  private double holdSeconds = USUAL_HOLD_SECONDS;

  @Option(
      names = "--amplitude",
      paramLabel = "NUMBER",
      description = "Height of the step, in the knob's unit. Default a fifth of Target's value.")
  private @Nullable Double amplitude;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the run. Default 1.")
  private long seed = 1;

  boolean isAsked() {
    return scenario != null;
  }

  /** Runs the experiment. */
  Tuned record(TunedLoop loop) {
    ScenarioChoice choice = ScenarioChoice.of(Objects.requireNonNull(scenario));
    Scenario chosen = choice.scenario();
    if (chosen == null) {
      return new Tuned.Absent(choice.problems().stream().map(Object::toString).toList());
    }
    ManifestFile file = Objects.requireNonNull(loop.file());
    PlantPolicy.Checked checked = PlantPolicy.check(file, chosen);
    PlantPolicy policy = checked.policy();
    if (policy == null) {
      return new Tuned.Absent(checked.problems().stream().map(Object::toString).toList());
    }
    Manifest<ControlLoopSpec> written = loop.written();
    LoopStep process =
        LoopStep.of(policy).stream()
            .filter(one -> one.loop().id().name().equals(written.metadata().name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a loop whose signal is a series of the plant, promql: {query:"
                            + " NAME}, found another"));
    StepExperiment.Step step = step(process, chosen);
    Recorded recorded = StepExperiment.run(process.deployed(), step, chosen, seed);
    return loop.present(
        "%s with seed %d, %s from %s to %s at %s s"
            .formatted(chosen.name(), seed, step.knob(), step.from(), step.to(), step.atSeconds()),
        recorded,
        null);
  }

  private StepExperiment.Step step(LoopStep process, Scenario chosen) {
    double height = amplitude == null ? Math.rint(USUAL_SHARE * process.target()) : amplitude;
    double to = process.target() + height;
    if (!(height != 0) || !(to >= process.min() && to <= process.max())) {
      throw new IllegalArgumentException(
          "--amplitude expects a step that stays within %s to %s from %s, and is not 0, found %s"
              .formatted(process.min(), process.max(), process.target(), height));
    }
    return new StepExperiment.Step(
        process.knob(),
        process.series(),
        process.target(),
        to,
        atSeconds == null ? chosen.span().faultSeconds() + 2 * holdSeconds : atSeconds,
        holdSeconds);
  }
}
