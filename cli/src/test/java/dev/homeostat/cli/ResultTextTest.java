package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.demo.DemoOptions;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.Figures;
import dev.homeostat.demo.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultTextTest {

  private static final DemoResult RESULT =
      new DemoResult(
          7,
          List.of("status: kept in this process"),
          new Figures(0.19, 20_000, 97.6, null, 0),
          new Figures(0.85, 1_234, 0.44, 14, 5),
          List.of(
              new DemoResult.TimedMove(12, "Target", "Degraded", "burn-5s was 40"),
              new DemoResult.TimedMove(24, "Degraded", "Recovery", "burn-5s was 0"),
              new DemoResult.TimedMove(36, "Recovery", "Target", "every step was held")),
          "storm.html",
          DemoReportTest.TRACE);

  private static String text(DemoResult result, boolean observe, Optional<Path> journal) {
    return ResultText.of(
            result,
            new DemoOptions(7, observe, Optional.empty(), journal, 0, false, Timeline.STANDARD))
        .replace(System.lineSeparator(), "\n");
  }

  private static String text() {
    return text(RESULT, false, Optional.empty());
  }

  @Test
  void of_result_isATableOfBothCopies() {
    assertThat(text())
        .contains(
            """

            What clients experienced, seed 7:

                                                        without   with Homeostat
              goodput (succeeded / arrived)                0.19             0.85
              failed attempts                             20000             1234
              error budget spent (1 is all of it)            98              0.4
              recovered after the dip began               never             14 s
              settings written                                0                5
            """);
  }

  @Test
  void of_moves_sayWhatForAndWhy() {
    assertThat(text())
        .contains(
            """
            Moves, and what each was for:

               12 s  Target -> Degraded: refuse early, so that what is admitted is answered in time
                     because burn-5s was 40
               24 s  Degraded -> Recovery: the storm is over; give back the setting in steps
                     because burn-5s was 0
               36 s  Recovery -> Target: every step held; normal operation
                     because every step was held
            """);
  }

  @Test
  void of_noMoves_saysSo() {
    DemoResult calm =
        new DemoResult(
            7, List.of(), RESULT.without(), RESULT.with(), List.of(), null, RESULT.trace());

    assertThat(text(calm, false, Optional.empty())).contains("what each was for:\n\n  none\n");
  }

  @Test
  void of_observe_saysThatNothingWasDone() {
    assertThat(text(RESULT, true, Optional.empty()))
        .contains("observed only", "Moves that Homeostat would have made:")
        .doesNotContain("with Homeostat");
  }

  @Test
  void of_journal_saysHowToReplayThatFile() {
    assertThat(text(RESULT, false, Optional.of(Path.of("mine.jsonl"))))
        .contains("  ./homeostat replay mine.jsonl\n")
        .doesNotContain("run.jsonl");
  }

  @Test
  void of_result_namesWhatIsEmbeddedAndWhatIsNext() {
    assertThat(text())
        .contains(
            "Embedded here, real in a cluster:\n  status: kept in this process\n",
            "./homeostat demo --journal run.jsonl && ./homeostat replay run.jsonl",
            "./homeostat demo --seed 8 ");
  }

  @Test
  void of_result_fitsATerminal() {
    assertThat(text().lines()).allMatch(line -> line.length() <= 100);
  }
}
