package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScrapedSignalsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private MetricsServer one;
  private MetricsServer two;
  private ScrapedSignals signals;

  @BeforeEach
  void start() throws IOException {
    one = new MetricsServer();
    two = new MetricsServer();
    signals =
        new ScrapedSignals(
            new MetricsScraper(),
            List.of(
                new Endpoint("one", one.url(), PATIENCE),
                new Endpoint("two", two.url(), PATIENCE)));
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private void scrape(long atMillis, String ofOne, String ofTwo) {
    one.serve(() -> ofOne);
    two.serve(() -> ofTwo);
    signals.scrape(atMillis);
  }

  private Reading increase(String selector) {
    return ask(new Query.Increase("main", selector, 5_000));
  }

  private Reading now(String selector) {
    return ask(new Query.Instant("main", selector));
  }

  private Reading ask(Query query) {
    return signals.read(Set.of(query)).get(query);
  }

  private static Reading.Missing missing(Reading reading) {
    return (Reading.Missing) reading;
  }

  @Test
  void read_beforeTheFirstScrape_isMissing() {
    assertThat(missing(now("a")).reason()).isEqualTo("NotScraped");
  }

  @Test
  void read_severalSeries_increasesAreSummedUp() {
    scrape(1_000, "a 1\n", "a{x=\"1\"} 10\na{x=\"2\"} 0\n");
    scrape(2_000, "a 2\n", "a{x=\"1\"} 30\na{x=\"2\"} 300\n");

    assertThat(increase("a")).isEqualTo(new Reading.Value(321, 2_000));
    assertThat(increase("a{job=\"two\",x=\"1\"}")).isEqualTo(new Reading.Value(20, 2_000));
  }

  @Test
  void read_instant_isTheNewestValueWithItsTime() {
    scrape(1_000, "a 1\n", "b 10\n");
    scrape(2_000, "a 2.5\n", "b 11\n");

    assertThat(now("a")).isEqualTo(new Reading.Value(2.5, 2_000));
  }

  @Test
  void read_manySeriesWhereOneIsExpected_areNamed() {
    scrape(1_000, "a 1\n", "a 2\n");

    assertThat(missing(now("a")).reason()).isEqualTo("ManySeries");
    assertThat(missing(now("a")).message())
        .contains("a{job=\"one\"}", "a{job=\"two\"}", "select one of them by a label");
  }

  @Test
  void read_morePromql_isNotSupported() {
    assertThat(missing(now("sum(a)")).reason()).isEqualTo("NotSupported");
    assertThat(missing(now("sum(a)")).message()).contains("found sum(a)");
  }

  @Test
  void read_sharedSignal_isNotImplemented() {
    scrape(1_000, "a 1\n", "b 1\n");
    Query shared = new Query.Shared("main", "p99", "a", new TreeMap<>(Map.of("namespace", "shop")));

    assertThat(missing(ask(shared)).reason()).isEqualTo("NotImplemented");
    assertThat(missing(ask(shared)).message()).contains("the demo has no Prometheus", "p99");
  }

  @Test
  void read_singleSample_hasAShortHistory() {
    scrape(1_000, "a 1\n", "b 1\n");

    assertThat(missing(increase("a")).reason()).isEqualTo("HistoryShort");
  }

  @Test
  void read_unknownSeriesWhileAnEndpointIsDown_isItsFailure() {
    two.stop();
    one.serve(() -> "a 1\n");
    signals.scrape(1_000);

    assertThat(missing(now("b")).reason()).isEqualTo("SourceUnreachable");
    assertThat(now("a")).isEqualTo(new Reading.Value(1, 1_000));
  }

  @Test
  void read_endpointDown_givesNoOldValue() {
    scrape(1_000, "a 1\n", "b 1\n");
    two.stop();
    signals.scrape(2_000);

    assertThat(missing(now("b")).reason()).isEqualTo("SourceUnreachable");
    assertThat(missing(increase("b")).reason()).isEqualTo("SourceUnreachable");
  }

  @Test
  void read_seriesTwiceAndMended_countsNeitherValue() {
    scrape(1_000, "a 100\n", "b 1\n");
    scrape(2_000, "a 100\na 5\n", "b 1\n");

    assertThat(missing(increase("a")).reason()).isEqualTo("DuplicateSeries");

    scrape(3_000, "a 103\n", "b 1\n");
    assertThat(increase("a")).isEqualTo(new Reading.Value(3, 3_000));
  }

  @Test
  void read_seriesThatWasGone_startsAnew() {
    scrape(1_000, "a 100\nc 1\n", "b 1\n");
    scrape(2_000, "c 1\n", "b 1\n");
    assertThat(missing(increase("a")).reason()).isEqualTo("NoSeries");

    scrape(3_000, "a 500\nc 1\n", "b 1\n");
    assertThat(missing(increase("a")).reason()).isEqualTo("HistoryShort");
    scrape(4_000, "a 501\nc 1\n", "b 1\n");
    assertThat(increase("a")).isEqualTo(new Reading.Value(1, 4_000));
  }
}
