package dev.homeostat.cli;

import dev.homeostat.cli.report.Band;
import dev.homeostat.cli.report.Chart;
import dev.homeostat.cli.report.HtmlReport;
import dev.homeostat.cli.report.Line;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.DemoTrace;
import dev.homeostat.demo.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a demo: one copy of the service beside the other. */
final class DemoReport {

  private static final String WITHOUT = "without";
  private static final int WITH_COLOR = 1;
  private static final int WITHOUT_COLOR = 2;
  private static final int ARRIVED_COLOR = 3;

  static HtmlReport of(DemoResult result, boolean observe) {
    String with = observe ? "observed only" : "with Homeostat";
    DemoTrace trace = result.trace();
    int seconds = trace.arrived().size();
    return new HtmlReport(
        "A retry storm, without and " + with,
        "Two copies of a real service on this machine, seed "
            + result.seed()
            + ", "
            + seconds
            + " s; both got the same requests.",
        table(with, result),
        bands(result, seconds),
        List.of(
            Chart.of(
                "Goodput: requests of each second that succeeded, then or later",
                List.of(
                    new Line("arrived", ARRIVED_COLOR, trace.arrived()),
                    new Line(WITHOUT, WITHOUT_COLOR, trace.without().succeeded()),
                    new Line(with, WITH_COLOR, trace.with().succeeded()))),
            Chart.of(
                "Mean latency of the requests of each second that succeeded, in seconds",
                List.of(
                    new Line(WITHOUT, WITHOUT_COLOR, trace.without().meanLatencySeconds()),
                    new Line(with, WITH_COLOR, trace.with().meanLatencySeconds()))),
            Chart.of(
                "Admission limit in force: attempts that may be queued or running",
                List.of(new Line(with, WITH_COLOR, trace.limit())))),
        result.moves().stream().map(DemoReport::note).toList());
  }

  private static List<List<String>> table(String with, DemoResult result) {
    Figures one = result.without();
    Figures other = result.with();
    return List.of(
        List.of("", WITHOUT, with),
        List.of(
            "goodput", number("%.2f", one.goodputRatio()), number("%.2f", other.goodputRatio())),
        List.of("failed attempts", String.valueOf(one.errors()), String.valueOf(other.errors())),
        List.of(
            "error budget spent",
            number("%.1f times", one.budgetSpentRatio()),
            number("%.1f times", other.budgetSpentRatio())),
        List.of("recovered after", recovery(one), recovery(other)),
        List.of("settings written", String.valueOf(one.writes()), String.valueOf(other.writes())));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String recovery(Figures figures) {
    Integer seconds = figures.recoverySeconds();
    return seconds == null ? "never" : seconds + " s";
  }

  private static List<Band> bands(DemoResult result, int seconds) {
    List<Band> bands = new ArrayList<>();
    double from = 0;
    String mode = result.moves().isEmpty() ? "Target" : result.moves().get(0).from();
    for (DemoResult.TimedMove move : result.moves()) {
      double at = Math.max(0, move.atSeconds());
      bands.add(new Band(from, at, mode));
      from = at;
      mode = move.to();
    }
    bands.add(new Band(from, seconds, mode));
    return bands;
  }

  private static String note(DemoResult.TimedMove move) {
    return String.format(
        Locale.ROOT,
        "%d s: %s to %s, because %s",
        move.atSeconds(),
        move.from(),
        move.to(),
        move.reason());
  }

  private DemoReport() {}
}
