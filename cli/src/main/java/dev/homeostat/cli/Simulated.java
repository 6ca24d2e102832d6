package dev.homeostat.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.homeostat.sim.control.Figures;
import dev.homeostat.sim.control.PolicyRun;
import java.util.List;

/**
 * What came of a scenario over several seeds, as it is printed.
 *
 * @param scenario its name
 * @param policy file of the policy, or {@code nothing}
 * @param recovered how many runs recovered
 * @param total over all seeds: sums of counts, else means
 * @param seeds each run
 * @param violations of the design's invariants
 */
record Simulated(
    String scenario,
    String policy,
    long recovered,
    Figures total,
    List<Run> seeds,
    List<Violation> violations) {

  /**
   * One run.
   *
   * @param seed of the run
   * @param figures what it is judged by
   */
  record Run(long seed, @JsonUnwrapped Figures figures) {}

  /**
   * An invariant that was broken.
   *
   * @param seed of the run
   * @param what was broken, and when
   * @param replay the command that runs it again
   */
  record Violation(long seed, String what, String replay) {}

  /**
   * The document of some runs.
   *
   * @param command runs one seed again, once the seed is put after it
   */
  static Simulated of(String scenario, String policy, String command, List<PolicyRun> runs) {
    List<Violation> violations =
        runs.stream()
            .flatMap(
                run ->
                    run.violations().stream()
                        .map(what -> new Violation(run.seed(), what, command + run.seed())))
            .toList();
    return new Simulated(
        scenario,
        policy,
        runs.stream().filter(run -> run.figures().recoverySeconds() != null).count(),
        Figures.total(runs.stream().map(PolicyRun::figures).toList()),
        runs.stream().map(run -> new Run(run.seed(), run.figures())).toList(),
        violations);
  }
}
