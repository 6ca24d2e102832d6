package dev.homeostat.demo;

import dev.homeostat.engine.policy.Problem;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Shows both copies side by side while they run: repainted in place on a terminal, else a line
 * every few seconds.
 */
public final class LiveView {

  private static final int BAR = 30;
  private static final int LINE_EVERY_SECONDS = 5;
  private static final int SHORTEST_NAME = 18;

  private final PrintStream out;
  private final boolean repaint;
  private int painted;
  private final Set<String> told = new LinkedHashSet<>();

  /**
   * A view.
   *
   * @param repaint whether the output is a terminal that understands ANSI
   */
  public LiveView(PrintStream out, boolean repaint) {
    this.out = out;
    this.repaint = repaint;
  }

  /** One line that stays. */
  void say(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** A move, and why. */
  void moved(DemoResult.TimedMove move) {
    say(
        String.format(
            Locale.ROOT,
            "  %3d s  %s -> %s: %s",
            move.atSeconds(),
            move.from(),
            move.to(),
            move.reason()));
  }

  /** The state of both copies. */
  void show(int second, Timeline timeline, Controlled.Snapshot without, Controlled.Snapshot with) {
    for (Problem problem : with.problems()) {
      // Before second 0 there is no history yet; that needs no word.
      if (second > 0 && told.add(problem.reason() + problem.subject())) {
        say(String.format(Locale.ROOT, "  %3d s  %s", second, problem));
      }
    }
    if (repaint) {
      erase();
      List<String> lines = panel(second, timeline, without, with);
      // One print: a panel that appears line by line flickers.
      out.print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
      painted = lines.size();
    } else if (second % LINE_EVERY_SECONDS == 0) {
      out.println(line(second, without, with));
    }
    out.flush();
  }

  /** Takes the panel away, so that what follows starts on a clean line. */
  void done() {
    erase();
    out.flush();
  }

  private void erase() {
    if (painted > 0) {
      out.print("\u001b[" + painted + "A\u001b[J");
      painted = 0;
    }
  }

  private static List<String> panel(
      int second, Timeline timeline, Controlled.Snapshot without, Controlled.Snapshot with) {
    List<String> lines = new ArrayList<>();
    int done = Math.max(0, Math.min(BAR, BAR * second / timeline.durationSeconds()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  [%s%s] second %d of %d, %s",
            "#".repeat(done),
            ".".repeat(BAR - done),
            second,
            timeline.durationSeconds(),
            phase(second, timeline)));
    int width = with.numbers().keySet().stream().mapToInt(String::length).max().orElse(0);
    String row = "  %-" + Math.max(width, SHORTEST_NAME) + "s %14s %16s";
    lines.add(String.format(Locale.ROOT, row, "", "without", "with Homeostat"));
    lines.add(String.format(Locale.ROOT, row, "mode", "-", with.mode()));
    with.numbers()
        .forEach(
            (name, value) ->
                lines.add(
                    String.format(
                        Locale.ROOT, row, name, without.numbers().getOrDefault(name, "-"), value)));
    return lines;
  }

  private static String line(int second, Controlled.Snapshot without, Controlled.Snapshot with) {
    return String.format(
        Locale.ROOT,
        "  %3d s  without: %s | with: %s, %s",
        second,
        numbers(without),
        with.mode(),
        numbers(with));
  }

  private static String numbers(Controlled.Snapshot snapshot) {
    return String.join(
        ", ",
        snapshot.numbers().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  private static String phase(int second, Timeline timeline) {
    if (second < 0) {
      return "warming up";
    }
    if (second < timeline.dipAtSeconds()) {
      return "all is well";
    }
    return second < timeline.dipAtSeconds() + timeline.dipSeconds()
        ? "the backend is slow"
        : "the backend is well again";
  }
}
