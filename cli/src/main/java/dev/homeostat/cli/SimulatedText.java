package dev.homeostat.cli;

import dev.homeostat.sim.control.Figures;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What came of a scenario, as a person reads it. */
final class SimulatedText {

  private final StringBuilder text = new StringBuilder();

  static String of(Simulated simulated) {
    SimulatedText writer = new SimulatedText();
    writer.table(simulated);
    return writer.text.toString();
  }

  private void table(Simulated simulated) {
    line(
        "%s with %s: %d of %d recovered",
        simulated.scenario(), simulated.policy(), simulated.recovered(), simulated.seeds().size());
    line("");
    line(
        "%8s %9s %9s %9s %10s %9s %7s %10s %6s %10s",
        "seed",
        "goodput",
        "p99",
        "wasted",
        "recovery",
        "budget",
        "writes",
        "reversals",
        "moves",
        "violations");
    simulated.seeds().forEach(run -> row(String.valueOf(run.seed()), run.figures()));
    row("total", simulated.total());
    for (Simulated.Violation violation : simulated.violations()) {
      line("");
      line("seed %d: %s", violation.seed(), violation.what());
      line("  %s", violation.replay());
    }
  }

  private void row(String name, Figures figures) {
    line(
        "%8s %9.4f %9s %9.4f %10s %9.1f %7d %10d %6d %10d",
        name,
        figures.goodputRatio(),
        seconds(figures.p99Seconds(), "none"),
        figures.wastedWorkRatio(),
        seconds(figures.recoverySeconds(), "never"),
        figures.budgetSpentRatio(),
        figures.writes(),
        figures.reversals(),
        figures.moves(),
        figures.invariantViolations());
  }

  static String seconds(@Nullable Double seconds, String none) {
    return seconds == null ? none : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  private SimulatedText() {}
}
