package dev.homeostat.cli;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.demo.Policies;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks policy files and names every problem and every doubt with its line. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description =
        "Checks policy files; names every problem with its line and what to do. What does not go"
            + " well together is a warning.",
    footer = {"", "Exit code 0: no problem; 1: a problem, or a warning with --strict."})
final class LintCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Policy files.")
  private List<Path> files = List.of();

  @Option(names = "--strict", description = "Fail on warnings too.")
  private boolean strict;

  @Override
  public Integer call() {
    int problems = 0;
    int warnings = 0;
    for (Path file : files) {
      Policies.Checked checked = Policies.check(file);
      checked.problems().forEach(problem -> spec.commandLine().getErr().println(problem));
      for (ManifestProblem warning : checked.warnings()) {
        spec.commandLine()
            .getErr()
            .println(
                new ManifestProblem(
                    warning.file(),
                    warning.line(),
                    "",
                    "warning: " + warning.path() + ": " + warning.message()));
      }
      problems += checked.problems().size();
      warnings += checked.warnings().size();
    }
    spec.commandLine()
        .getOut()
        .println(
            count(files.size(), "file")
                + ", "
                + (problems == 0 ? "no problem" : count(problems, "problem"))
                + (warnings == 0 ? "" : ", " + count(warnings, "warning")));
    return problems == 0 && (warnings == 0 || !strict) ? Homeostat.EXIT_OK : Homeostat.EXIT_FAILED;
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
