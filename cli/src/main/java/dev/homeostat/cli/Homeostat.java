package dev.homeostat.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code homeostat} and its subcommands. */
@Command(
    name = "homeostat",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    header = "Adaptive operational modes: burn rates drive settings, safely.",
    subcommands = {DemoCommand.class, LintCommand.class, ReplayCommand.class},
    footer = {"", "Start with: ./homeostat demo"})
public final class Homeostat implements Runnable {

  static final int EXIT_OK = 0;
  static final int EXIT_FAILED = 1;
  static final int EXIT_USAGE = 2;

  @Spec private CommandSpec spec;

  /** Runs a command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Homeostat())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Homeostat::wrongArguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** One line that says what is wrong, and where the right words are. */
  private static int wrongArguments(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String suggestion = "";
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()
        && !unmatched.getSuggestions().isEmpty()) {
      suggestion = "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong arguments");
    err.println(
        "homeostat: "
            + message
            + suggestion
            + " (see ./"
            + command.getCommandSpec().qualifiedName()
            + " --help)");
    err.flush();
    return EXIT_USAGE;
  }
}
