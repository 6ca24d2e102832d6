package dev.homeostat.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

  private static final Scenario STORM =
      BuiltInScenarios.named("retry-storm").with(new Scenario.Span(60, 100));

  @ParameterizedTest
  @ValueSource(
      strings = {"retry-storm", "spike", "cold-cache", "slow-disk", "gc-spiral", "diurnal"})
  void run_sameSeed_isTheSameToTheLastEvent(String name) {
    Scenario scenario = BuiltInScenarios.named(name).with(new Scenario.Span(0, 40));

    RunResult first = Simulation.run(scenario, 5);
    RunResult again = Simulation.run(scenario, 5);
    RunResult other = Simulation.run(scenario, 6);

    assertThat(again.digest()).isEqualTo(first.digest());
    assertThat(again.events()).isEqualTo(first.events());
    assertThat(again.measures()).isEqualTo(first.measures());
    assertThat(other.digest()).isNotEqualTo(first.digest());
  }

  /** A figure of this code: equal on every JDK, and changed only where all results may change. */
  @Test
  void run_knownSeed_hasItsKnownDigest() {
    assertThat(Long.toHexString(Simulation.run(STORM, 1).digest())).isEqualTo("4e39c47c0031f426");
  }

  @Test
  void run_otherPolicy_seesTheSameArrivals() {
    RunResult first = Simulation.run(STORM, 1);
    RunResult other = Simulation.run(STORM, 1, List.of(new Change(10, "limit", 20)));

    assertThat(other.digest()).isNotEqualTo(first.digest());
    for (int second = 0; second < 100; second++) {
      assertThat(other.meter().arrivedIn(second)).isEqualTo(first.meter().arrivedIn(second));
    }
  }

  @Test
  void run_controller_seesOnlyWhatWasScraped() {
    List<Double> evaluations = new ArrayList<>();
    List<Double> newest = new ArrayList<>();
    Controller watching =
        (nowNanos, scrapes, writer) -> {
          evaluations.add(VirtualTime.seconds(nowNanos));
          newest.add(scrapes.size() == 0 ? -1 : VirtualTime.seconds(scrapes.stampNanos(0)));
        };

    Simulation.run(STORM.with(STORM.scrape().withOutage(5, 8)), 1, watching);

    assertThat(evaluations).hasSize(99).startsWith(1.0, 2.0, 3.0);
    assertThat(newest).startsWith(-1.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 4.0, 8.0, 9.0);
  }

  @Test
  void run_outageScenario_showsNothingOfTheStorm() {
    List<Double> newest = new ArrayList<>();
    Controller watching =
        (nowNanos, scrapes, writer) ->
            newest.add(scrapes.size() == 0 ? 0 : VirtualTime.seconds(scrapes.stampNanos(0)));

    Simulation.run(BuiltInScenarios.named("outage").with(new Scenario.Span(60, 200)), 1, watching);

    assertThat(newest).contains(64.0, 185.0).noneMatch(stamp -> stamp >= 65 && stamp < 185);
    assertThat(newest.get(150)).isEqualTo(64);
  }

  /** It sets the limit once requests fail, and so ends the storm. */
  @Test
  void run_controllerThatLimits_endsTheStorm() {
    Controller limiting =
        (nowNanos, scrapes, writer) -> {
          if (errorRatio(scrapes) > 0.1 && writer.value("limit") > 200) {
            writer.set("limit", 200);
          }
        };

    RunResult run = Simulation.run(BuiltInScenarios.named("retry-storm"), 1, limiting);

    assertThat(run.measures().recoverySeconds()).isBetween(5.0, 40.0);
    assertThat(run.measures().writes()).isEqualTo(1);
    assertThat(run.measures().goodputRatio()).isGreaterThan(0.9);
  }

  private static double errorRatio(ScrapeLog scrapes) {
    OptionalDouble failed = scrapes.ratePerSecond(scrapes.indexOf("requests_failed_total"), 5);
    OptionalDouble all = scrapes.ratePerSecond(scrapes.indexOf("requests_total"), 5);
    return failed.isEmpty() ? 0 : failed.orElseThrow() / Math.max(1, all.orElse(1));
  }

  @Test
  void run_actions_areCountedAndWorkAtTheirTime() {
    List<Change> actions =
        List.of(
            new Change(10, "limit", 100),
            new Change(20, "limit", 50),
            new Change(30, "limit", 100));

    RunResult run = Simulation.run(STORM, 1, actions);

    assertThat(run.measures().writes()).isEqualTo(3);
    assertThat(run.measures().reversals()).isEqualTo(1);
  }

  @Test
  void run_actionOrFaultOfAnotherPlant_isRefusedBeforeAnythingRuns() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.run(STORM, 1, List.of(new Change(10, "limits", 5))))
        .withMessageContaining("the nearest is limit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.run(STORM, 1, List.of(new Change(10, "limit", -5))))
        .withMessageContaining("from 1.0 to 1000000.0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Simulation.run(STORM.withFaults(List.of(new Change(10, "cacheFlush", 1))), 1));
  }

  @Test
  void run_lateFaultOfAnotherPlant_isRefusedBeforeTheFirstEvaluation() {
    Scenario wrong = STORM.withFaults(List.of(new Change(50, "cacheFlush", 1)));
    List<Long> evaluations = new ArrayList<>();
    Controller watching = (nowNanos, scrapes, writer) -> evaluations.add(nowNanos);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Simulation.run(wrong, 1, watching))
        .withMessageContaining("no dial is named cacheFlush");
    assertThat(evaluations).isEmpty();
  }

  /** A day at a rate that the machine bears in a test; what is held must not grow with time. */
  @Test
  void run_wholeDay_keepsItsMemory() {
    Scenario day =
        STORM
            .with(Demand.constant(20))
            .with(ClientPolicy.eager(3, 4))
            .with(new Scenario.Span(60, 86_400));
    double[] most = {0, 0};
    Controller watching =
        (nowNanos, scrapes, writer) -> {
          if (scrapes.size() > 0) {
            double open = scrapes.value(0, scrapes.indexOf("attempts_open"));
            int half = nowNanos < VirtualTime.nanos(43_200) ? 0 : 1;
            most[half] = Math.max(most[half], open);
          }
        };

    RunResult run = Simulation.run(day, 1, watching);

    // 20 a second, of which a row is held for the three seconds of its timer: 60, deviation 8.
    assertThat(most[0]).isBetween(60.0, 120.0);
    assertThat(most[1]).isBetween(60.0, 120.0);
    assertThat(run.measures().goodputRatio()).isGreaterThan(0.9999);
  }

  @Test
  void scenario_valuesThatCannotBe_areRefused() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Scenario.Span(wrong, 10));
      assertThatIllegalArgumentException().isThrownBy(() -> new Scenario.Span(0, wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> new Change(wrong, "limit", 1));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Change(1, "limit", Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scenario.Span(10, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Scenario(
                    "x",
                    STORM.plant(),
                    STORM.clients(),
                    STORM.demand(),
                    List.of(),
                    STORM.scrape(),
                    STORM.span(),
                    1));
  }
}
