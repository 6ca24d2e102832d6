package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** Holds the burn rates of 10,000 chains to their time, which is the processor's. */
class ChainBurnRateTimeTest {

  private static final double MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @Test
  void burnRates_tenThousandChains_takeLessThanATenthOfASecond() throws RunnerException {
    Measured turn = Measured.of(ChainBurnRateBenchmark.class, Map.of());

    System.out.printf(
        Locale.ROOT,
        "burn rates of 10,000 chains: %.1f ms of the processor%n",
        turn.cpuNanos() / 1e6);
    assertThat(turn.cpuNanos()).isLessThan(MOST_NANOS);
  }
}
