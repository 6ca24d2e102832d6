package dev.homeostat.sim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScraperTest {

  private final EventLoop loop = new EventLoop();
  private final Series series = new Series();

  ScraperTest() {
    series.add("clock_seconds", loop::nowSeconds);
    series.add("growth_total", () -> 3 * loop.nowSeconds());
  }

  @Test
  void scrape_delayed_isSeenLaterWithItsOwnTime() {
    ScrapeLog log = scrape(new ScrapePolicy(2, 3, 0, List.of()));

    run(4.9);
    assertThat(log.size()).isZero();
    run(5);
    assertThat(log.size()).isEqualTo(1);
    run(8);

    assertThat(log.size()).isEqualTo(2);
    assertThat(log.stampNanos(0)).isEqualTo(VirtualTime.nanos(4));
    assertThat(log.value(0, log.indexOf("clock_seconds"))).isEqualTo(4);
    assertThat(log.value(1, log.indexOf("growth_total"))).isEqualTo(6);
  }

  @Test
  void scrape_outage_leavesAGap() {
    ScrapeLog log = scrape(ScrapePolicy.everySecond().withOutage(3, 6));

    run(20);

    List<Double> stamps =
        IntStream.range(0, log.size())
            .mapToObj(back -> VirtualTime.seconds(log.stampNanos(back)))
            .toList();
    assertThat(stamps).hasSize(16).contains(2.0, 6.0).doesNotContain(3.0, 4.0, 5.0);
  }

  /** 10,000 scrapes, of which 20 % are lost; four deviations are 160. */
  @Test
  void scrape_lossRatio_losesThatShare() {
    int[] shown = {0};
    series.add("count", () -> shown[0]++);
    scrape(new ScrapePolicy(1, 0, 0.2, List.of()));

    run(10_000);

    assertThat(shown[0]).isBetween(7_840, 8_160);
  }

  @Test
  void scrape_moreThanAreKept_forgetsTheOldest() {
    ScrapeLog log = scrape(new ScrapePolicy(1, 2, 0, List.of()));

    run(10_000);

    int oldest = log.size() - 1;
    assertThat(log.size()).isGreaterThanOrEqualTo(3_600);
    assertThat(log.stampNanos(0)).isEqualTo(VirtualTime.nanos(9_998));
    assertThat(log.stampNanos(oldest)).isEqualTo(VirtualTime.nanos(9_998 - oldest));
    assertThat(log.value(oldest, 0)).isEqualTo(9_998.0 - oldest);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> log.stampNanos(oldest + 1));
  }

  @Test
  void ratePerSecond_anyWindow_isTheGrowthOverTheSpanPresent() {
    ScrapeLog log = scrape(ScrapePolicy.everySecond());
    int index = log.indexOf("growth_total");

    run(2);
    assertThat(log.ratePerSecond(index, 60)).isEmpty();
    run(3);
    assertThat(log.ratePerSecond(index, 60).orElseThrow()).isCloseTo(3, within(1e-9));
    run(100);
    assertThat(log.ratePerSecond(index, 60).orElseThrow()).isCloseTo(3, within(1e-9));
    assertThat(log.ratePerSecond(index, 0.5)).isEmpty();
  }

  @Test
  void indexOf_unknownName_saysTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.indexOf("grwoth_total"))
        .withMessageContaining("the nearest is growth_total");
    assertThatIllegalArgumentException().isThrownBy(() -> series.add("clock_seconds", () -> 0));
  }

  /** Distances from the literature's usual examples. */
  @Test
  void distance_usualExamples_countsTheEdits() {
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("flaw", "lawn")).isEqualTo(2);
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.refusal("knob", "x", List.of())).contains("none at all");
  }

  @Test
  void scrapePolicy_valuesThatCannotBe_areRefused() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ScrapePolicy(wrong, 1, 0, List.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ScrapePolicy(1, wrong, 0, List.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ScrapePolicy(1, 1, wrong, List.of()));
      assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(wrong, 10));
      assertThatIllegalArgumentException().isThrownBy(() -> new TimeWindow(5, wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new ScrapePolicy(0, 1, 0, List.of()));
  }

  private ScrapeLog scrape(ScrapePolicy policy) {
    return new Scraper(loop, new RandomStreams(1), policy, series).log();
  }

  private void run(double untilSeconds) {
    loop.runUntil(VirtualTime.nanos(untilSeconds));
  }
}
