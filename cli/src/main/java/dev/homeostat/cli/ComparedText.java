package dev.homeostat.cli;

import dev.homeostat.sim.control.Compared;
import dev.homeostat.sim.peers.PeerTuning;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison as a person reads it. */
final class ComparedText {

  private static final String ROW = "%-16s %-13s %10s %22s %17s %8s %7s %9s %8s %7s %10s%n";

  static String of(List<Compared> rows) {
    StringBuilder text = new StringBuilder();
    text.append(
        line(
            ROW,
            "scenario",
            "policy",
            "recovered",
            "goodput (95 %)",
            "to the best",
            "p99",
            "wasted",
            "recovery",
            "budget",
            "writes",
            "reversals"));
    for (Compared row : rows) {
      Compared.Interval goodput = row.goodput();
      text.append(
          line(
              ROW,
              row.scenario(),
              row.policy(),
              row.recovered() + " of " + row.seeds(),
              line("%.3f (%.3f to %.3f)", goodput.mean(), goodput.low(), goodput.high()),
              difference(row.differenceToBest()),
              SimulatedText.seconds(row.p99Seconds(), "none"),
              line("%.3f", row.wastedWorkRatio()),
              SimulatedText.seconds(row.recoverySeconds(), "never"),
              line("%.1f", row.budgetSpentRatio()),
              row.writes(),
              row.reversals()));
    }
    return text.toString();
  }

  private static String difference(Compared.@Nullable Interval interval) {
    return interval == null
        ? ""
        : line("%+.4f ± %.4f", interval.mean(), (interval.high() - interval.low()) / 2);
  }

  static String ofTuning(List<PeerTuning.Tried> tried) {
    StringBuilder text = new StringBuilder();
    for (PeerTuning.Tried one : tried) {
      text.append(
          line(
              "%-13s %-16s %.4f %-4s %-6s %s%n",
              one.policy(),
              one.scenario(),
              one.goodput(),
              one.best() ? "best" : "",
              one.inUse() ? "in use" : "",
              one.setting()));
    }
    return text.toString();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private ComparedText() {}
}
