package dev.homeostat.cli;

import dev.homeostat.engine.rules.RuleFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the Prometheus rules of the SLOChains of a file. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a Prometheus rule file: recording rules and alerts of every SLOChain.",
      "Alerts that can never fire are left out, and named on standard error.",
      "Rules of a calendar period hold for it and for the next; make them anew in time."
    })
final class SloRulesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "File with SLOChains.")
  private Path file = Path.of("");

  @Mixin private SloMoment moment = new SloMoment();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    SloFile read = SloFile.read(file);
    read.problems().forEach(err::println);
    if (!read.problems().isEmpty()) {
      return Homeostat.EXIT_FAILED;
    }
    RuleFile rules = RuleFile.of(read.plans(), moment.millis());
    if (rules instanceof RuleFile.Refused refused) {
      refused.problems().forEach(problem -> err.println(file + ": " + problem));
      return Homeostat.EXIT_FAILED;
    }
    read.remarks().forEach(err::println);
    if (rules instanceof RuleFile.Written written) {
      spec.commandLine().getOut().print(written.yaml());
      spec.commandLine().getOut().flush();
    }
    return Homeostat.EXIT_OK;
  }
}
