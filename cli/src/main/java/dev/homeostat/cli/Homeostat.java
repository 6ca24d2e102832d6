package dev.homeostat.cli;

import dev.homeostat.demo.Timeline;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code homeostat} and its subcommands. */
@Command(
    name = "homeostat",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Adaptive operational modes: burn rates drive settings, safely.",
    footer = {"", "Start with: ./homeostat demo"})
public final class Homeostat implements Runnable {

  static final int EXIT_OK = 0;
  static final int EXIT_FAILED = 1;
  static final int EXIT_USAGE = 2;

  /** Something was done, and something was left out that is named. */
  static final int EXIT_PARTLY = 3;

  /** What was given was read, and bears no answer; the reason is named. */
  static final int EXIT_REFUSED = 4;

  @Spec private CommandSpec spec;

  /** Runs a command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine(Timeline.STANDARD).execute(arguments));
  }

  /** The command line; the demo of a user always has the standard timeline. */
  static CommandLine commandLine(Timeline timeline) {
    return new CommandLine(new Homeostat())
        .addSubcommand(new CompareCommand())
        .addSubcommand(new DemoCommand(timeline))
        .addSubcommand(new LintCommand())
        .addSubcommand(new ReplayCommand())
        .addSubcommand(new RunCommand())
        .addSubcommand(new SimulateCommand())
        .addSubcommand(SloCommand.commandLine())
        .addSubcommand(new TuneCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Homeostat::wrongArguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is missing: compare, demo, lint, replay, run, simulate, slo or tune");
  }

  private static int wrongArguments(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(WrongArguments.line(e));
    err.flush();
    return EXIT_USAGE;
  }
}
