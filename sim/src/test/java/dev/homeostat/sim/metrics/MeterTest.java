package dev.homeostat.sim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import org.junit.jupiter.api.Test;

class MeterTest {

  private static final int END_SECONDS = 100;

  private final Meter meter = new Meter(END_SECONDS);

  @Test
  void goodputRatio_requestUnderWayAtTheEnd_isNeitherSuccessNorError() {
    meter.arrived(at(1));
    meter.succeeded(at(1), at(2));
    meter.arrived(at(2));
    meter.failed(at(2), at(3));
    meter.arrived(at(99));
    assertThat(meter.allResolved()).isFalse();
    meter.succeeded(at(99), at(101));
    meter.arrived(at(99.5));
    meter.failed(at(99.5), at(102));

    assertThat(meter.allResolved()).isTrue();
    assertThat(meter.goodputRatio()).isEqualTo(0.25);
    assertThat(meter.errorRatio()).isEqualTo(0.25);
    assertThat(meter.goodputRatio(99, 100)).isEqualTo(0.5);
    assertThat(meter.latencies().count()).isEqualTo(1);
  }

  @Test
  void arrived_afterTheEnd_doesNotCount() {
    meter.arrived(at(END_SECONDS));
    meter.succeeded(at(END_SECONDS), at(101));
    meter.failed(at(END_SECONDS), at(101));
    meter.served(at(END_SECONDS), 5, true);

    assertThat(meter.arrivals()).isZero();
    assertThat(meter.allResolved()).isTrue();
    assertThat(meter.wastedWorkRatio(0, END_SECONDS)).isZero();
  }

  @Test
  void wastedWorkRatio_someOfTheWork_isItsShareOfTheTime() {
    meter.served(at(1), at(3), false);
    meter.served(at(2), at(1), true);

    assertThat(meter.wastedWorkRatio(0, END_SECONDS)).isEqualTo(0.25);
    assertThat(meter.wastedWorkRatio(2, 3)).isEqualTo(1);
  }

  @Test
  void recoverySeconds_illUntil40_isTheFirstSecondAfterIt() {
    arrivals(20, 40, 0);

    assertThat(meter.recoverySeconds(20)).isEqualTo(20);
    assertThat(meter.recoverySeconds(25.5)).isEqualTo(14.5);
  }

  @Test
  void recoverySeconds_neverIll_isNoTime() {
    arrivals(0, 0, 0);

    assertThat(meter.recoverySeconds(20)).isZero();
  }

  /** In one second of five 25 of 100 fail: 95 %, the least that is good. */
  @Test
  void recoverySeconds_windowWith95Percent_isGood() {
    arrivals(50, 51, 75);
    assertThat(meter.recoverySeconds(20)).isZero();
  }

  @Test
  void recoverySeconds_windowJustBelow_isNotGood() {
    arrivals(50, 51, 74);
    assertThat(meter.recoverySeconds(20)).isEqualTo(31);
  }

  @Test
  void recoverySeconds_fallsIllAgain_startsOver() {
    arrivals(60, 62, 0);

    assertThat(meter.recoverySeconds(20)).isEqualTo(42);
  }

  @Test
  void recoverySeconds_lessThan30SecondsAreLeft_isNothing() {
    arrivals(20, 71, 0);
    assertThat(meter.recoverySeconds(20)).isNull();
  }

  @Test
  void recoverySeconds_exactly30SecondsAreLeft_isEnough() {
    arrivals(20, 70, 0);
    assertThat(meter.recoverySeconds(20)).isEqualTo(50);
  }

  /** 100 requests a second, of which some succeed in a span and all do elsewhere. */
  private void arrivals(int illFrom, int illTo, int succeeding) {
    for (int second = 0; second < END_SECONDS; second++) {
      for (int request = 0; request < 100; request++) {
        meter.arrived(at(second));
        boolean ill = second >= illFrom && second < illTo;
        if (!ill || request < succeeding) {
          meter.succeeded(at(second), at(second));
        } else {
          meter.failed(at(second), at(second));
        }
      }
    }
  }

  @Test
  void recoverySeconds_fewRequests_sayNothing() {
    for (int second = 80; second < END_SECONDS; second += 5) {
      for (int request = 0; request < Meter.FEWEST_REQUESTS - 1; request++) {
        meter.arrived(at(second));
        meter.failed(at(second), at(second));
      }
    }
    assertThat(meter.recoverySeconds(20)).isZero();
  }

  @Test
  void recoverySeconds_justEnoughRequests_sayIt() {
    for (int request = 0; request < Meter.FEWEST_REQUESTS; request++) {
      meter.arrived(at(80));
      meter.failed(at(80), at(80));
    }
    assertThat(meter.recoverySeconds(20)).isNull();
  }

  /** An upper end is at most one part in 128 above the latency. */
  @Test
  void quantileSeconds_latenciesOfAllSizes_isOnePercentOff() {
    LatencyHistogram latencies = new LatencyHistogram();
    for (int millis = 1; millis <= 1_000; millis++) {
      latencies.add(millis * 1_000_000L);
    }

    assertThat(latencies.quantileSeconds(0.99)).isBetween(0.99, 0.99 * (1 + 1 / 128.0));
    assertThat(latencies.quantileSeconds(0.001)).isBetween(0.001, 0.001 * (1 + 1 / 128.0));
    assertThat(latencies.quantileSeconds(1)).isBetween(1.0, 1 + 1 / 128.0);
    assertThat(latencies.sumSeconds()).isCloseTo(500.5, within(1e-9));
  }

  @Test
  void quantileSeconds_extremes_areKept() {
    LatencyHistogram latencies = new LatencyHistogram();
    latencies.add(0);
    assertThat(latencies.quantileSeconds(1)).isZero();
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.quantileSeconds(1)).isCloseTo(Long.MAX_VALUE / 1e9, within(1e8));
  }

  @Test
  void quantileSeconds_nothingAdded_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LatencyHistogram().quantileSeconds(0.99));
  }

  @Test
  void of_someRequests_givesTheMeasures() {
    WriteLog writes = new WriteLog();
    writes.wrote(new KnobWrite(1, "limit", 10, 5));
    meter.arrived(at(1));
    meter.succeeded(at(1), at(1.5));
    meter.arrived(at(1));
    meter.failed(at(1), at(2));

    RunMeasures measures = RunMeasures.of(meter, writes, 20, 0.75);

    assertThat(measures.goodputRatio()).isEqualTo(0.5);
    assertThat(measures.p99Seconds()).isCloseTo(0.5, within(0.004));
    assertThat(measures.budgetSpentRatio()).isEqualTo(2);
    assertThat(measures.writes()).isEqualTo(1);
    assertThat(measures.recovered()).isTrue();
  }

  @Test
  void of_nothingSucceeds_hasNoPercentile() {
    assertThat(RunMeasures.of(meter, new WriteLog(), 20, 0.75).p99Seconds()).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunMeasures.of(meter, new WriteLog(), 20, 1));
  }

  @Test
  void wrote_turnsBack_isAReversalOfThatKnobAlone() {
    WriteLog writes = new WriteLog();
    writes.wrote(new KnobWrite(1, "limit", 10, 5));
    writes.wrote(new KnobWrite(1, "limit", 5, 5));
    writes.wrote(new KnobWrite(1, "resends", 1, 2));
    assertThat(writes.reversals()).isZero();
    writes.wrote(new KnobWrite(1, "limit", 5, 6));
    assertThat(writes.reversals()).isEqualTo(1);
    writes.wrote(new KnobWrite(1, "limit", 6, 7));

    assertThat(writes.reversals()).isEqualTo(1);
    assertThat(writes.writes()).isEqualTo(5);
  }

  private static long at(double seconds) {
    return VirtualTime.nanos(seconds);
  }
}
