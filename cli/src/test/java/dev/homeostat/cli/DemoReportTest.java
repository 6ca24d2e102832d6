package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.cli.report.Band;
import dev.homeostat.cli.report.Chart;
import dev.homeostat.cli.report.HtmlReport;
import dev.homeostat.cli.report.Line;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.DemoTrace;
import dev.homeostat.demo.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReportTest {

  static final DemoTrace TRACE =
      new DemoTrace(
          List.of(10.0, 12.0, 11.0),
          new DemoTrace.Curve(List.of(10.0, 0.0, 0.0), List.of(0.1, Double.NaN, Double.NaN)),
          new DemoTrace.Curve(List.of(10.0, 6.0, 11.0), List.of(0.1, 0.4, 0.2)),
          List.of(620.0, 50.0, 50.0));

  private static HtmlReport report(List<DemoResult.TimedMove> moves, boolean observe) {
    return DemoReport.of(
        new DemoResult(
            7,
            List.of(),
            new Figures(0.3, 20_000, 97.6, null, 0),
            new Figures(0.85, 1_234, 0.44, 14, 5),
            moves,
            null,
            TRACE),
        observe);
  }

  @Test
  void of_result_showsGoodputLatencyTheKnobAndTheModes() {
    HtmlReport report =
        report(
            List.of(
                new DemoResult.TimedMove(-1, "Target", "Degraded", "cold"),
                new DemoResult.TimedMove(2, "Degraded", "Recovery", "burn was 0")),
            false);

    assertThat(report.charts())
        .extracting(chart -> chart.lines().stream().map(Line::name).toList())
        .containsExactly(
            List.of("arrived", "without", "with Homeostat"),
            List.of("without", "with Homeostat"),
            List.of("with Homeostat"));
    assertThat(report.charts()).extracting(Chart::seconds).containsOnly(3);
    assertThat(report.bands())
        .containsExactly(
            new Band(0, 0, "Target"), new Band(0, 2, "Degraded"), new Band(2, 3, "Recovery"));
    assertThat(report.notes()).contains("2 s: Degraded to Recovery, because burn was 0");
    assertThat(report.rows())
        .contains(List.of("", "without", "with Homeostat"), List.of("goodput", "0.30", "0.85"))
        .contains(List.of("recovered after", "never", "14 s"));
  }

  @Test
  void of_observedWithoutMoves_isTargetAllTheTime() {
    HtmlReport report = report(List.of(), true);

    assertThat(report.bands()).containsExactly(new Band(0, 3, "Target"));
    assertThat(report.html()).contains("observed only", "<li>nothing</li>").doesNotContain("NaN");
  }
}
