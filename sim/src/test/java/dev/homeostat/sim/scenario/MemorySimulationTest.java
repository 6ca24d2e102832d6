package dev.homeostat.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.plant.Demand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A long run, in which each hour has its storm: 3 hours in every build, 24 with the profile
 * nightly. What other tests hold would count too, so none runs meanwhile.
 */
@Isolated
class MemorySimulationTest {

  private static final int HOURS = Integer.getInteger("homeostat.memory.hours", 3);
  private static final int HOUR_SECONDS = 3_600;

  /** What a collector may leave, or a histogram may still grow by. */
  private static final long SLACK_BYTES = 1 << 20;

  /** Looks at the heap once an hour, half an hour after the storm. */
  private static final class HeapWatch implements Controller {
    private final List<Long> usedBytes = new ArrayList<>();

    @Override
    public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
      long seconds = nowNanos / 1_000_000_000L;
      if (seconds % HOUR_SECONDS == HOUR_SECONDS / 2) {
        Runtime.getRuntime().gc();
        usedBytes.add(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
      }
    }
  }

  @Test
  void longRun_ofStorms_takesNoMoreMemoryAtItsEndThanAfterAnHour() {
    List<Change> storms = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      storms.add(new Change(hour * HOUR_SECONDS + 60, "rateFactor", 0.05));
      storms.add(new Change(hour * HOUR_SECONDS + 120, "rateFactor", 1));
    }
    Scenario scenario =
        BuiltInScenarios.named("retry-storm")
            .with(Demand.constant(100))
            .with(new Scenario.Span(60, HOURS * (double) HOUR_SECONDS))
            .withFaults(storms);
    HeapWatch watch = new HeapWatch();

    RunResult result = Simulation.run(scenario, 1, watch);

    assertThat(result.meter().arrivedIn(HOURS * HOUR_SECONDS - 1)).isPositive();
    assertThat(watch.usedBytes).hasSize(HOURS);
    assertThat(watch.usedBytes.get(HOURS - 1))
        .as("bytes used each hour: %s", watch.usedBytes)
        .isLessThan(watch.usedBytes.get(0) + SLACK_BYTES);
  }
}
