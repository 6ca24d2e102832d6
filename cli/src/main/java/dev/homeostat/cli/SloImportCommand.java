package dev.homeostat.cli;

import dev.homeostat.crds.YamlFile;
import dev.homeostat.engine.imports.SloImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the SLOs of other tools as SLOChains. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Reads SLOs of Sloth (prometheus/v1, PrometheusServiceLevel, AlertWindows) and of",
      "OpenSLO (v1, v1alpha), and prints SLOChains. Whatever is not carried over is named",
      "on standard error with its line."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was carried over",
      "1:an SLO was not imported",
      "3:every SLO was imported, and something of them was left out"
    })
final class SloImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files with SLOs.")
  private List<Path> files = List.of();

  @Option(
      names = "--source",
      defaultValue = "main",
      paramLabel = "NAME",
      description = "SignalSource that holds the counters. Default ${DEFAULT-VALUE}.")
  private String source = "";

  @Option(
      names = "--namespace",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "Namespace of SLOs that name none. Default ${DEFAULT-VALUE}.")
  private String namespace = "";

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    SloImport imported =
        SloImport.of(files.stream().map(YamlFile::read).toList(), source, namespace);
    spec.commandLine().getOut().print(imported.yaml());
    spec.commandLine().getOut().flush();
    imported.refused().forEach(err::println);
    imported.leftOut().forEach(err::println);
    if (!imported.refused().isEmpty()) {
      return Homeostat.EXIT_FAILED;
    }
    return imported.leftOut().isEmpty() ? Homeostat.EXIT_OK : Homeostat.EXIT_PARTLY;
  }
}
