package dev.homeostat.cli;

import dev.homeostat.engine.rules.InhibitRules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the inhibition rules for Alertmanager. */
@Command(
    name = "inhibit",
    mixinStandardHelpOptions = true,
    description = "Prints the inhibit_rules for Alertmanager that leave one page an incident.")
final class SloInhibitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(InhibitRules.yaml());
    spec.commandLine().getOut().flush();
    return Homeostat.EXIT_OK;
  }
}
