package dev.homeostat.cli;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.demo.Policies;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks policy files and names every problem with its line. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Checks policy files; names every problem with its line and what to do.")
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policy files.")
  private List<Path> files = List.of();

  @Override
  public Integer call() {
    int problems = 0;
    for (Path file : files) {
      for (ManifestProblem problem : Policies.check(file).problems()) {
        spec.commandLine().getErr().println(problem);
        problems++;
      }
    }
    spec.commandLine()
        .getOut()
        .println(
            count(files.size(), "file")
                + ", "
                + (problems == 0 ? "no problem" : count(problems, "problem")));
    return problems == 0 ? Homeostat.EXIT_OK : Homeostat.EXIT_FAILED;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
