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
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      throw new ParameterException(
          spec.commandLine(),
          "--base-port expects 0 for free ports, or 1 to 65534, found '" + basePort + "'");
    }
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
      DemoResult result = new Demo(options, view).run();
      if (json) {
        System.out.println(JsonMapper.builder().build().writeValueAsString(result));
      } else {
        System.out.print(ResultText.of(result, options));
      }
      return Homeostat.EXIT_OK;
    } catch (DemoException e) {
      e.lines().forEach(line -> System.err.println("homeostat: " + line));
      return Homeostat.EXIT_FAILED;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is plain numbers and text", e);
    }
  }
}
