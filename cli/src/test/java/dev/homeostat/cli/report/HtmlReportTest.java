package dev.homeostat.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static HtmlReport report(String name, List<Double> values) {
    return new HtmlReport(
        "A <title>",
        "lead",
        List.of(List.of("", "one"), List.of("goodput", "0.5")),
        List.of(
            new Band(0, 60, "Target"), new Band(60, 64, "Degraded"), new Band(64, 100, "Floor")),
        List.of(Chart.of("Latency", List.of(new Line(name, 1, values)))),
        List.of("60 s: Target to Degraded"));
  }

  @Test
  void page_loadsNothingFromElsewhere() {
    String html = report("a & b", List.of(1.0, 2.0)).html();

    assertThat(html).doesNotContain("http", "src=", "url(", "@import", "<script");
    assertThat(html).contains("prefers-color-scheme: dark", "A &lt;title&gt;", "a &amp; b");
  }

  @Test
  void line_valueThatIsNoNumber_leavesAGap() {
    String svg =
        Chart.of("c", List.of(new Line("l", 2, List.of(1.0, 1.0, Double.NaN, 2.0)))).svg(List.of());

    assertThat(Pattern.compile("<polyline").matcher(svg).results()).hasSize(2);
    assertThat(svg).doesNotContain("NaN");
  }

  /** Between neighbours of one row of labels there is room for eleven characters at least. */
  @Test
  void axis_anyLength_labelsDoNotOverlap() {
    for (int seconds : new int[] {1, 7, 80, 300, 420, 7_200, 86_400}) {
      List<Double> values = Collections.nCopies(seconds, 1.0);
      String svg = Chart.of("c", List.of(new Line("l", 1, values))).svg(List.of());
      List<Double> places =
          Pattern.compile("<text x=\"([0-9.]+)\" y=\"192\"")
              .matcher(svg)
              .results()
              .map(found -> Double.valueOf(found.group(1)))
              .toList();
      assertThat(places.size()).as("labels of %d s", seconds).isBetween(2, 10);
      for (int i = 1; i < places.size(); i++) {
        assertThat(places.get(i) - places.get(i - 1)).isGreaterThan(70);
      }
    }
  }

  @Test
  void band_narrow_hasNoLabelInTheDrawing() {
    String html = report("l", Collections.nCopies(100, 1.0)).html();

    assertThat(html).contains(">Target</text>", ">Floor</text>").doesNotContain(">Degraded</text>");
    assertThat(html).contains("<title>Degraded from 60 s to 64 s</title>");
  }
}
