package dev.homeostat.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be said and made of SLOChains without a cluster. */
@Command(
    name = "slo",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Explains SLOChains, writes their Prometheus rules, imports those of other tools.")
final class SloCommand implements Runnable {

  @Spec private CommandSpec spec;

  static CommandLine commandLine() {
    return new CommandLine(new SloCommand())
        .addSubcommand(new SloExplainCommand())
        .addSubcommand(new SloImportCommand())
        .addSubcommand(new SloInhibitCommand())
        .addSubcommand(new SloRulesCommand());
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: explain, import, inhibit or rules");
  }
}
