package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.JournalCodec;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.plant.PoolSpec;
import dev.homeostat.sim.plant.ServiceTime;
import dev.homeostat.sim.scenario.Change;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The whole control plane with faults of its own in a small retry storm, many seeds: no invariant
 * of the design is ever broken. And each guard broken on purpose, which is then found.
 */
class BuggifySimulationTest {

  /** {@code -Dhomeostat.buggify.seeds}: 1,000 in every build, 10,000 in the profile nightly. */
  private static final int SEEDS = Integer.getInteger("homeostat.buggify.seeds", 1_000);

  private static final double CALM_SECONDS = 30;

  /** One server of 20 ms under 37 requests a second, whose rate falls to 40 % twice. */
  private static final Scenario STORM =
      new Scenario(
          "small-storm",
          PlantSpec.Pools.of(new PoolSpec(1, 1_000, ServiceTime.exponential(0.02))),
          ClientPolicy.eager(3, 4),
          Demand.constant(37),
          List.of(
              new Change(20, "rateFactor", 0.4),
              new Change(28, "rateFactor", 1),
              new Change(80, "rateFactor", 0.4),
              new Change(86, "rateFactor", 1)),
          BuiltInScenarios.named("retry-storm").scrape(),
          new Scenario.Span(20, 300),
          Scenario.USUAL_OBJECTIVE);

  private static final PlantPolicy POLICY = policy(UnaryOperator.identity());

  private static PlantPolicy policy(UnaryOperator<String> change) {
    return Policy.of(
        STORM,
        text ->
            change.apply(
                text.replace("staleAfter: 5s", "staleAfter: 5s, settle: 1s")
                    .replace("{target: 140, degraded: 100}", "{target: 300, degraded: 50}")
                    .replace(
                        "takeOver: true", "takeOver: true\n    slewRate: {change: 30, per: 1s}")
                    .replace("hold: 5s}", "hold: 5s, backOff: {cap: 10s}}")));
  }

  /** One run whose processes run another policy than the one it is judged by. */
  private static List<String> violations(PlantPolicy run, boolean fenced, int seeds) {
    List<String> all = new ArrayList<>();
    for (long seed = 1; seed <= seeds; seed++) {
      BuggyController controller =
          new BuggyController(
              POLICY,
              run,
              new FaultDice(seed, 150),
              new BuggyController.Shell(fenced, CALM_SECONDS),
              entry -> {});
      all.addAll(PolicyRun.of(controller, STORM, seed).violations());
    }
    return all;
  }

  @Test
  void manySeeds_faultsOfTheController_breakNoInvariant() {
    List<String> violations = new ArrayList<>();
    int moves = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      PolicyRun run = PolicyRun.buggy(POLICY, STORM, seed, CALM_SECONDS, entry -> {});
      moves += run.moves().size();
      for (String violation : run.violations()) {
        violations.add("seed " + seed + ": " + violation);
      }
    }

    assertThat(violations).isEmpty();
    assertThat(moves).as("the runs are eventful").isGreaterThan(3 * SEEDS);
  }

  @Test
  void sameSeed_sameBytes() {
    for (long seed = 1; seed <= 20; seed++) {
      List<String> first = new ArrayList<>();
      List<String> again = new ArrayList<>();
      PolicyRun.buggy(POLICY, STORM, seed, 0, entry -> first.add(JournalCodec.write(entry)));
      PolicyRun.buggy(POLICY, STORM, seed, 0, entry -> again.add(JournalCodec.write(entry)));
      assertThat(again).as("seed " + seed).isEqualTo(first);
    }
  }

  @Test
  void waitTooShort_isFoundAsInvariantOne() {
    assertThat(violations(policy(text -> text.replace("hold: 5s", "hold: 1s")), true, 5))
        .anyMatch(found -> found.startsWith("invariant 1"));
  }

  @Test
  void slewTooFast_isFoundAsInvariantTwo() {
    assertThat(violations(policy(text -> text.replace("change: 30", "change: 90")), true, 5))
        .anyMatch(found -> found.startsWith("invariant 2") && found.endsWith("too fast"));
  }

  @Test
  void staleTakenForFresh_isFoundAsInvariantThree() {
    PlantPolicy trusting = policy(text -> text.replace("staleAfter: 5s", "staleAfter: 10m"));
    assertThat(violations(trusting, true, 100)).anyMatch(found -> found.startsWith("invariant 3"));
  }

  @Test
  void writesOfAProcessThatLostItsLease_areFoundAsInvariantFour() {
    assertThat(violations(POLICY, false, 100)).anyMatch(found -> found.startsWith("invariant 4"));
  }

  @Test
  void restlessPolicy_isFoundAsInvariantEight() {
    PlantPolicy restless =
        policy(text -> text.replace("above: 14.4, exitBelow: 1", "above: -1, exitBelow: -2"));
    assertThat(violations(restless, true, 5)).anyMatch(found -> found.startsWith("invariant 8"));
  }
}
