package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private static final Timeline TIMELINE = Timeline.STANDARD;
  private static final Problem PROBLEM =
      new Problem("SourceTimeout", "signal burn-5s", "no answer within 500 ms");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private static Controlled.Snapshot snapshot(String burn, Problem... problems) {
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("burn-5s", burn);
    numbers.put("wanted admission-limit", "50");
    return new Controlled.Snapshot("Degraded", numbers, List.of(problems));
  }

  private static void show(LiveView view, int second, Controlled.Snapshot with) {
    view.show(second, TIMELINE, snapshot("99"), with);
  }

  @Test
  void show_noTerminal_isALineEveryFiveSecondsWithoutControlCharacters() {
    LiveView view = new LiveView(out, false);

    for (int second = -1; second <= 10; second++) {
      show(view, second, snapshot("3"));
    }
    view.done();

    assertThat(text().lines())
        .hasSize(3)
        .last()
        .isEqualTo(
            "   10 s  without: burn-5s 99, wanted admission-limit 50 | with: Degraded, burn-5s 3,"
                + " wanted admission-limit 50");
    assertThat(text()).doesNotContain("\u001b");
  }

  @Test
  void show_terminal_repaintsAsManyLinesAsItPainted() {
    LiveView view = new LiveView(out, true);

    show(view, 11, snapshot("3"));
    String first = text();
    show(view, 12, snapshot("2"));

    int lines = (int) first.lines().count();
    assertThat(first).doesNotContain("\u001b").contains("second 11 of 60, the backend is slow");
    assertThat(text().substring(first.length())).startsWith("\u001b[" + lines + "A\u001b[J");
    view.done();
    assertThat(text()).endsWith("\u001b[" + lines + "A\u001b[J");
  }

  @Test
  void show_longNames_keepTheColumnsAligned() {
    show(new LiveView(out, true), 12, snapshot("2"));

    assertThat(text().lines().skip(1).map(String::length)).containsOnly(2 + 22 + 1 + 14 + 1 + 16);
  }

  @Test
  void show_phases_areNamed() {
    LiveView view = new LiveView(out, true);
    for (int second : new int[] {-1, 0, 9, 10, 17, 18}) {
      show(view, second, snapshot("2"));
    }

    assertThat(
            text()
                .lines()
                .filter(line -> line.contains("second"))
                .map(line -> line.substring(line.indexOf(", ") + 2)))
        .containsExactly(
            "warming up",
            "all is well",
            "all is well",
            "the backend is slow",
            "the backend is slow",
            "the backend is well again");
  }

  @Test
  void show_problem_isToldOnceAndNotDuringTheWarmUp() {
    LiveView view = new LiveView(out, false);

    show(view, 0, snapshot("-", PROBLEM));
    String warmUp = text();
    show(view, 1, snapshot("-", PROBLEM));
    show(view, 2, snapshot("-", PROBLEM));

    assertThat(warmUp).doesNotContain("SourceTimeout");
    assertThat(text().substring(warmUp.length()))
        .isEqualTo("    1 s  SourceTimeout: signal burn-5s: no answer within 500 ms\n");
  }

  @Test
  void moved_terminal_takesThePanelAwayFirst() {
    LiveView view = new LiveView(out, true);
    show(view, 12, snapshot("2"));

    view.moved(new DemoResult.TimedMove(12, "Target", "Degraded", "burn-5s was 40"));

    assertThat(text()).endsWith("A\u001b[J   12 s  Target -> Degraded: burn-5s was 40\n");
  }
}
