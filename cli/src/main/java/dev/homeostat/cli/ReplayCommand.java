package dev.homeostat.cli;

import dev.homeostat.replay.Replay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plans a recorded run again and compares the decisions. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Plans every evaluation of a journal again and compares byte for byte.")
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "JOURNAL",
      description = "File that demo --journal wrote, or the entries of an operator's log.")
  private Path journal = Path.of("");

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      Replay.Result result = Replay.run(journal);
      Replay.Difference difference = result.difference();
      if (difference == null) {
        spec.commandLine()
            .getOut()
            .println(result.decisions() + " decisions, all the same byte for byte");
        return Homeostat.EXIT_OK;
      }
      err.println(journal + ":" + difference.line() + ": the decision came out otherwise");
      err.println("recorded " + difference.recorded());
      err.println("replayed " + difference.replayed());
    } catch (Replay.ReplayException e) {
      err.println("homeostat: " + e.getMessage());
    }
    return Homeostat.EXIT_FAILED;
  }
}
