package dev.homeostat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.demo.Demo;
import dev.homeostat.demo.DemoException;
import dev.homeostat.demo.DemoOptions;
import dev.homeostat.demo.DemoResult;
import dev.homeostat.demo.LiveView;
import dev.homeostat.demo.Policies;
import dev.homeostat.demo.Timeline;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the demo. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Two copies of a real service on loopback, one of them under Homeostat, go",
      "through the same retry storm. Takes about 80 s and needs no cluster."
    })
final class DemoCommand implements Callable<Integer> {

  private enum Output {
    TEXT,
    JSON;

    /** As a user writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Timeline timeline;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "Seed of the arrivals and service times. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--output",
      defaultValue = "text",
      paramLabel = "text|json",
      description = "json prints one document on standard output, and the rest elsewhere.")
  private Output output = Output.TEXT;

  @Option(names = "--observe", description = "Decide and report, write nothing.")
  private boolean observe;

  @Option(
      names = {"-f", "--policy"},
      paramLabel = "FILE",
      description = "Policy to use instead of the demo's own.")
  private @Nullable Path policy;

  @Option(names = "--print-policy", description = "Print the demo's own policy, and end.")
  private boolean printPolicy;

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      description = "Write every decision there, for ./homeostat replay FILE.")
  private @Nullable Path journal;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      defaultValue = "homeostat-demo.html",
      description = "Where to write a report with plots. Default ${DEFAULT-VALUE}.")
  private Path report = Path.of("");

  @Option(
      names = "--base-port",
      defaultValue = "0",
      paramLabel = "PORT",
      description = "First of two ports of the services. Default: free ones.")
  private int basePort;

  @Option(
      names = "--real",
      description = {
        "The operator, a real API server and a real Prometheus instead of what the demo",
        "embeds; they come from the cache folder, or are built into it first."
      })
  private boolean real;

  DemoCommand(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public Integer call() {
    if (printPolicy) {
      spec.commandLine().getOut().print(Policies.own());
      spec.commandLine().getOut().flush();
      return Homeostat.EXIT_OK;
    }
    if (basePort != 0 && (basePort < 1 || basePort > 65534)) {
      throw wrong("--base-port expects 0 for free ports, or 1 to 65534, found '" + basePort + "'");
    }
    checkReport();
    boolean json = output == Output.JSON;
    PrintStream progress = json ? System.err : System.out;
    LiveView view = new LiveView(progress, Terminal.repaints(json));
    try {
      DemoOptions options =
          new DemoOptions(
              seed,
              observe,
              Optional.ofNullable(policy),
              Optional.ofNullable(journal),
              basePort,
              real,
              timeline);
      DemoResult result = reported(new Demo(options, view).run());
      if (json) {
        System.out.println(JsonMapper.builder().build().writeValueAsString(result));
      } else {
        System.out.print(ResultText.of(result, options));
      }
      return result.report() == null ? Homeostat.EXIT_PARTLY : Homeostat.EXIT_OK;
    } catch (DemoException e) {
      e.lines().forEach(line -> System.err.println("homeostat: " + line));
      return Homeostat.EXIT_FAILED;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is plain numbers and text", e);
    }
  }

  /** What is written at the end must not replace what a user wrote, and is not found out then. */
  private void checkReport() {
    Path folder = report.toAbsolutePath().getParent();
    if (Files.isDirectory(report) || folder == null || !Files.isWritable(folder)) {
      throw wrong(
          "--report expects a file in a folder that can be written, found '" + report + "'");
    }
    for (Path other : Stream.of(policy, journal).filter(Objects::nonNull).toList()) {
      if (other.toAbsolutePath().normalize().equals(report.toAbsolutePath().normalize())) {
        throw wrong("--report would replace " + other + "; name another file");
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private DemoResult reported(DemoResult result) {
    try {
      Files.writeString(report, DemoReport.of(result, observe).html());
      return result.withReport(report.toString());
    } catch (IOException e) {
      System.err.println(
          "homeostat: the report " + report + " cannot be written; name another with --report");
      return result;
    }
  }
}
