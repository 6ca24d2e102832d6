package dev.homeostat.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadReportTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void json_requestsOfTwoSeconds_countsBySecondOfArrival() {
    LoadReport report = new LoadReport(3);
    Arrival early = new Arrival(0, 0, -1);
    Arrival first = new Arrival(1, 1, 0);
    Arrival last = new Arrival(2, 2, 3 * SECOND - 1);
    report.requestArrived(early, 99);
    report.requestArrived(first, 4);
    report.requestArrived(last, 2);
    report.attemptEnded(new Attempt(early, 0, 0), true, 5_000);
    report.attemptEnded(new Attempt(first, 0, 0), false, 1_000);
    report.attemptEnded(new Attempt(first, 1, 0), true, 7_000);
    report.attemptEnded(new Attempt(last, 0, 0), false, 1_000);

    assertThat(report.json())
        .isEqualTo(
            "{\"arrived\":[1,0,1],\"succeeded\":[1,0,0],\"latencyMicros\":[7000,0,0],"
                + "\"attempts\":3,\"attemptErrors\":2,\"maxLatenessMillis\":4}");
  }
}
