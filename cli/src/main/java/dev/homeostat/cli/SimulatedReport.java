package dev.homeostat.cli;

import dev.homeostat.cli.report.Band;
import dev.homeostat.cli.report.Chart;
import dev.homeostat.cli.report.HtmlReport;
import dev.homeostat.cli.report.Line;
import dev.homeostat.sim.control.Figures;
import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.control.TimedMove;
import dev.homeostat.sim.metrics.KnobWrite;
import dev.homeostat.sim.metrics.Meter;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The report of a simulated run, beside the same world with nobody acting. */
final class SimulatedReport {

  private static final int ACTING = 1;
  private static final int NOBODY = 2;

  static HtmlReport of(Scenario scenario, String policy, PolicyRun run, PolicyRun nothing) {
    List<Chart> charts = new ArrayList<>();
    Meter with = run.result().meter();
    Meter without = nothing.result().meter();
    charts.add(
        Chart.of(
            "Goodput: requests of each second that succeeded, then or later",
            List.of(
                line("arrived", 3, with, with::arrivedIn),
                line("nobody acting", NOBODY, without, without::succeededIn),
                line(policy, ACTING, with, with::succeededIn))));
    charts.add(
        Chart.of(
            "Mean latency of the requests answered in each second, in seconds",
            List.of(
                line("nobody acting", NOBODY, without, without::meanLatencyIn),
                line(policy, ACTING, with, with::meanLatencyIn))));
    for (String knob : knobs(run)) {
      charts.add(
          Chart.of("Knob " + knob, List.of(new Line(knob, ACTING, values(run, knob, with)))));
    }
    return new HtmlReport(
        scenario.name() + " with " + policy,
        "Seed " + run.seed() + ", " + with.seconds() + " s; both columns saw the same requests.",
        table(policy, run.figures(), nothing.figures()),
        bands(run, with.seconds()),
        charts,
        run.moves().stream().map(SimulatedReport::note).toList());
  }

  private static Line line(String name, int color, Meter meter, IntToDoubleFunction value) {
    return new Line(
        name, color, IntStream.range(0, meter.seconds()).mapToDouble(value).boxed().toList());
  }

  private static Set<String> knobs(PolicyRun run) {
    Set<String> knobs = new LinkedHashSet<>(run.result().deployed().keySet());
    run.result().writes().forEach(write -> knobs.add(write.knob()));
    return knobs;
  }

  private static List<Double> values(PolicyRun run, String knob, Meter meter) {
    List<Double> values = new ArrayList<>();
    List<KnobWrite> writes =
        run.result().writes().stream().filter(write -> write.knob().equals(knob)).toList();
    int next = 0;
    double value = run.result().deployed().getOrDefault(knob, Double.NaN);
    for (int second = 0; second < meter.seconds(); second++) {
      while (next < writes.size() && writes.get(next).atSeconds() <= second) {
        value = writes.get(next++).after();
      }
      values.add(value);
    }
    return values;
  }

  private static List<Band> bands(PolicyRun run, int seconds) {
    List<Band> bands = new ArrayList<>();
    // Where several workloads have modes of their own, their bands would hide each other.
    String first = run.moves().isEmpty() ? "" : run.moves().get(0).workload();
    double from = 0;
    String mode = "Target";
    for (TimedMove move : run.moves()) {
      if (move.workload().equals(first)) {
        bands.add(new Band(from, move.atSeconds(), mode));
        from = move.atSeconds();
        mode = word(move.move().to().name());
      }
    }
    bands.add(new Band(from, seconds, mode));
    return bands;
  }

  private static String note(TimedMove move) {
    return String.format(
        Locale.ROOT,
        "%.0f s: %s goes from %s to %s, because %s",
        move.atSeconds(),
        move.workload(),
        word(move.move().from().name()),
        word(move.move().to().name()),
        move.reason());
  }

  private static String word(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private static List<List<String>> table(String policy, Figures with, Figures without) {
    return List.of(
        List.of("", "nobody acting", policy),
        row("goodput", "%.3f", without.goodputRatio(), with.goodputRatio()),
        row("wasted work", "%.3f", without.wastedWorkRatio(), with.wastedWorkRatio()),
        row(
            "error budget spent",
            "%.1f times",
            without.budgetSpentRatio(),
            with.budgetSpentRatio()),
        List.of(
            "recovered after",
            SimulatedText.seconds(without.recoverySeconds(), "never"),
            SimulatedText.seconds(with.recoverySeconds(), "never")),
        List.of(
            "p99 of what succeeded",
            SimulatedText.seconds(without.p99Seconds(), "none"),
            SimulatedText.seconds(with.p99Seconds(), "none")),
        List.of("writes, moves", "0, 0", with.writes() + ", " + with.moves()));
  }

  private static List<String> row(String name, String format, double without, double with) {
    return List.of(
        name,
        String.format(Locale.ROOT, format, without),
        String.format(Locale.ROOT, format, with));
  }

  private SimulatedReport() {}
}
