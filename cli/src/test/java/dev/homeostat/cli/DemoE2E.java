package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.demo.Demo;
import dev.homeostat.demo.DemoOptions;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.LiveView;
import dev.homeostat.demo.Timeline;
import dev.homeostat.replay.Replay;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The retry storm on real processes: one copy stays down, the other is brought back. */
@Isolated
class DemoE2E {

  /** An earlier dip and a shorter end than the standard's; the same dip and the same policy. */
  private static final Timeline SHORT = new Timeline(3, 46, 5, 8, 0.4);

  @TempDir private static Path folder;
  private static Path journal;
  private static DemoResult result;
  private static String shown;
  private static List<String> left;

  @BeforeAll
  static void run() throws Exception {
    journal = folder.resolve("run.jsonl");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    result =
        new Demo(
                new DemoOptions(1, false, Optional.empty(), Optional.of(journal), 0, false, SHORT),
                new LiveView(new PrintStream(out, true, StandardCharsets.UTF_8), false))
            .run();
    left =
        ProcessHandle.current()
            .descendants()
            .map(child -> child.info().commandLine().orElse(""))
            .filter(line -> line.contains("dev.homeostat.samples"))
            .toList();
    shown = out.toString(StandardCharsets.UTF_8);
    // What a machine that is too busy made of it is seen in the log of the build.
    System.out.println(shown + ResultText.of(result, options()));
  }

  private static DemoOptions options() {
    return new DemoOptions(1, false, Optional.empty(), Optional.of(journal), 0, false, SHORT);
  }

  @Test
  void run_withoutHomeostat_staysDownAfterTheDip() {
    assertThat(result.without().recoverySeconds()).isNull();
    assertThat(result.without().goodputRatio()).isLessThan(0.5);
    assertThat(result.without().writes()).isZero();
    assertThat(lastLine()).contains("without:").containsPattern("without: [^|]*goodput 5s [0-5] %");
  }

  private static String lastLine() {
    return shown.lines().filter(line -> line.contains("| with:")).reduce("", (a, b) -> b);
  }

  @Test
  void run_withHomeostat_refusesClimbsAndIsBackInTarget() {
    assertThat(result.moves())
        .extracting(move -> move.from() + "->" + move.to())
        .containsSubsequence("Target->Degraded", "Degraded->Recovery", "Recovery->Target");
    assertThat(result.moves()).extracting(DemoResult.TimedMove::atSeconds).isSorted();
    assertThat(result.moves()).extracting(DemoResult.TimedMove::reason).doesNotContain("");
    assertThat(result.with().writes()).isPositive();
    assertThat(shown).as("an end without alarm").doesNotContain("SourceUnreachable");
    assertThat(result.with().recoverySeconds()).isNotNull();
  }

  @Test
  void run_withHomeostat_clientsFareClearlyBetter() {
    assertThat(result.with().goodputRatio()).isGreaterThan(result.without().goodputRatio() + 0.15);
    assertThat(result.with().errors()).isLessThan(result.without().errors());
    assertThat(result.with().budgetSpentRatio()).isLessThan(result.without().budgetSpentRatio());
  }

  @Test
  void replay_journalOfTheRun_givesTheSameDecisionsByteForByte() throws Exception {
    Replay.Result replayed = Replay.run(journal);

    assertThat(replayed.difference()).isNull();
    assertThat(replayed.decisions()).isGreaterThan(SHORT.durationSeconds() / 2);
    assertThat(Files.readString(journal)).contains("\"DEGRADED\"", "\"RECOVERY\"").endsWith("}\n");
  }

  @Test
  void run_itsEnd_leavesNoProcess() {
    assertThat(left).isEmpty();
  }
}
