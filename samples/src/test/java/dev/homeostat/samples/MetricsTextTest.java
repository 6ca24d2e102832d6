package dev.homeostat.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
  @Test
  void text_gaugeAndCounters_matchesExpositionFormat() {
    String text =
        new MetricsText()
            .gauge("ttl_seconds", "A time.", 0.5)
            .gauge("size", "A size.", 20)
            .counter("errors_total", "Errors.", 0)
            .counters("requests_total", "Requests.", "outcome", Map.of("served", 3L))
            .text();

    assertThat(text)
        .isEqualTo(
            """
            # HELP ttl_seconds A time.
            # TYPE ttl_seconds gauge
            ttl_seconds 0.5
            # HELP size A size.
            # TYPE size gauge
            size 20
            # HELP errors_total Errors.
            # TYPE errors_total counter
            errors_total 0
            # HELP requests_total Requests.
            # TYPE requests_total counter
            requests_total{outcome="served"} 3
            """);
  }

  @Test
  void histogram_threeObservations_bucketsAreCumulative() {
    DurationHistogram histogram = new DurationHistogram();
    histogram.observe(0.001);
    histogram.observe(0.25);
    histogram.observe(20);

    String text = new MetricsText().histogram("duration_seconds", "Time.", histogram).text();

    assertThat(text.lines())
        .startsWith(
            "# HELP duration_seconds Time.",
            "# TYPE duration_seconds histogram",
            "duration_seconds_bucket{le=\"0.001\"} 1")
        .contains(
            "duration_seconds_bucket{le=\"0.1\"} 1",
            "duration_seconds_bucket{le=\"0.25\"} 2",
            "duration_seconds_bucket{le=\"10\"} 2")
        .endsWith(
            "duration_seconds_bucket{le=\"+Inf\"} 3",
            "duration_seconds_sum 20.251",
            "duration_seconds_count 3");
  }
}
