package dev.homeostat.cli;

import dev.homeostat.demo.DemoOptions;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.Figures;
import java.util.Locale;

/** The result of a demo as a person reads it. */
final class ResultText {

  private final StringBuilder text = new StringBuilder();

  static String of(DemoResult result, DemoOptions options) {
    ResultText writer = new ResultText();
    writer.table(result, options.observe());
    writer.moves(result, options.observe());
    writer.further(result, options);
    return writer.text.toString();
  }

  private void table(DemoResult result, boolean observe) {
    line("");
    line("What clients experienced, seed %d:", result.seed());
    line("");
    line("  %-36s %12s %16s", "", "without", observe ? "observed only" : "with Homeostat");
    Figures without = result.without();
    Figures with = result.with();
    line(
        "  %-36s %12.2f %16.2f",
        "goodput (succeeded / arrived)", without.goodputRatio(), with.goodputRatio());
    line("  %-36s %12d %16d", "failed attempts", without.errors(), with.errors());
    line(
        "  %-36s %12s %16s",
        "error budget spent (1 is all of it)",
        times(without.budgetSpentRatio()),
        times(with.budgetSpentRatio()));
    line("  %-36s %12s %16s", "recovered after the dip began", after(without), after(with));
    line("  %-36s %12d %16d", "settings written", without.writes(), with.writes());
  }

  private void moves(DemoResult result, boolean observe) {
    line("");
    line(observe ? "Moves that Homeostat would have made:" : "Moves, and what each was for:");
    line("");
    if (result.moves().isEmpty()) {
      line("  none");
    }
    for (DemoResult.TimedMove move : result.moves()) {
      line("  %3d s  %s -> %s: %s", move.atSeconds(), move.from(), move.to(), purpose(move.to()));
      line("         because %s", move.reason());
    }
  }

  private static String purpose(String mode) {
    return switch (mode) {
      case "Degraded" -> "refuse early, so that what is admitted is answered in time";
      case "Recovery" -> "the storm is over; give back the setting in steps";
      case "Target" -> "every step held; normal operation";
      default -> "";
    };
  }

  private void further(DemoResult result, DemoOptions options) {
    line("");
    line("Embedded here, real in a cluster:");
    result.embedded().forEach(what -> line("  %s", what));
    line("");
    line("To look further:");
    if (result.report() != null) {
      line("  %s: the same with plots, in a browser", result.report());
    }
    if (options.journal().isPresent()) {
      line("  ./homeostat replay %s", options.journal().get());
    } else {
      line("  ./homeostat demo --journal run.jsonl && ./homeostat replay run.jsonl");
    }
    line("  ./homeostat demo --observe              what it would do, writing nothing");
    line("  ./homeostat demo --seed %-15d another storm", result.seed() + 1);
    line("  ./homeostat demo --print-policy         the policy; change it, then demo -f FILE");
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f" : "%.0f", ratio);
  }

  private static String after(Figures figures) {
    Integer seconds = figures.recoverySeconds();
    return seconds == null ? "never" : seconds + " s";
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append(System.lineSeparator());
  }

  private ResultText() {}
}
