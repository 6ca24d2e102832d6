package dev.homeostat.sim.control;

import dev.homeostat.engine.Journal;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.scenario.Controller;
import dev.homeostat.sim.scenario.KnobWriter;
import dev.homeostat.sim.scenario.RunResult;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Simulation;
import java.util.List;
import java.util.Map;

/**
 * One run of a scenario with one seed, with a policy or with nobody acting.
 *
 * @param seed of the run
 * @param figures what it is judged by
 * @param moves of its modes, in order
 * @param violations of the design's invariants, each with its time
 * @param objectWrites how often the ConfigMap was written, also where no knob changed by it
 * @param result what happened
 */
public record PolicyRun(
    long seed,
    Figures figures,
    List<TimedMove> moves,
    List<String> violations,
    int objectWrites,
    RunResult result) {

  /** A run with a policy that fits the scenario; the journal takes every decision. */
  public static PolicyRun of(PlantPolicy policy, Scenario scenario, long seed, Journal journal) {
    EngineController controller = new EngineController(policy, journal);
    RunResult result = Simulation.run(scenario, seed, controller);
    List<TimedMove> moves = controller.moves();
    List<String> violations = controller.violations();
    return new PolicyRun(
        seed,
        Figures.of(result.measures(), moves.size(), violations.size()),
        moves,
        violations,
        controller.objectWrites(),
        result);
  }

  /**
   * A run in which the controller itself has faults, in its first half.
   *
   * @param calmSeconds length of the calm end, at which it must have come to rest; 0: none
   */
  public static PolicyRun buggy(
      PlantPolicy policy, Scenario scenario, long seed, double calmSeconds, Journal journal) {
    FaultDice dice = new FaultDice(seed, scenario.span().endSeconds() / 2);
    BuggyController.Shell shell = new BuggyController.Shell(true, calmSeconds);
    return of(new BuggyController(policy, policy, dice, shell, journal), scenario, seed);
  }

  /** A run with a controller that has faults. */
  static PolicyRun of(BuggyController controller, Scenario scenario, long seed) {
    RunResult result = Simulation.run(scenario, seed, controller);
    controller.finish(scenario.span().endSeconds());
    List<TimedMove> moves = controller.moves();
    List<String> violations = controller.violations();
    return new PolicyRun(
        seed,
        Figures.of(result.measures(), moves.size(), violations.size()),
        moves,
        violations,
        controller.objectWrites(),
        result);
  }

  /** A run in which nobody acts. */
  public static PolicyRun nothing(Scenario scenario, long seed) {
    return deployed(Map.of(), scenario, seed);
  }

  /** A run in which nobody acts, of a service deployed with values of its knobs. */
  public static PolicyRun deployed(Map<String, Double> knobs, Scenario scenario, long seed) {
    return controlled(new Deployment(knobs), scenario, seed);
  }

  /** A run with a controller that is not the engine: it has no modes. */
  public static PolicyRun controlled(Controller controller, Scenario scenario, long seed) {
    RunResult result = Simulation.run(scenario, seed, controller);
    return new PolicyRun(
        seed, Figures.of(result.measures(), 0, 0), List.of(), List.of(), 0, result);
  }

  /** Sets what a service is deployed with, and does nothing ever after. */
  private record Deployment(Map<String, Double> deployed) implements Controller {

    @Override
    public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
      // What was deployed stays.
    }
  }
}
