package dev.homeostat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.tuning.LoopTuner;
import dev.homeostat.engine.tuning.TuneResult;
import java.io.PrintWriter;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proposes gains of a ControlLoop from a record of its process. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = TuneCapacityCommand.class,
    description = {
      "Finds a model of first order with dead time in a record of a knob and a",
      "signal, and the gains of each tuning rule with their margins; prints a",
      "ControlLoop to begin with. tune capacity finds how much a service can do.",
      "It reads, and changes nothing."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:gains are proposed",
      "1:there is no record: a file, a policy or the Prometheus cannot be used",
      "2:the arguments are wrong",
      "4:the record bears no gains; the reason is named"
    })
final class TuneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false, validate = false, heading = "From a Prometheus:%n")
  private RecordedRange.FromPrometheus prometheus = new RecordedRange.FromPrometheus();

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "From files, each an answer of /api/v1/query_range with one series:%n")
  private RecordedRange.FromFiles files = new RecordedRange.FromFiles();

  @ArgGroup(exclusive = false, validate = false, heading = "From a step in the simulator:%n")
  private ScenarioStep scenario = new ScenarioStep();

  @Mixin private TunedLoop loop = new TunedLoop();

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "How often the loop will act. Default the time between samples.")
  private @Nullable String interval;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "table|json",
      description = "json prints one document on standard output.")
  private OutputForm output = OutputForm.TABLE;

  @Override
  public Integer call() {
    int sources =
        (prometheus.isAsked() ? 1 : 0) + (files.isAsked() ? 1 : 0) + (scenario.isAsked() ? 1 : 0);
    if (sources != 1) {
      throw wrong(
          "expected one of --prometheus URL, --output-file with --measured-file, and --scenario"
              + " NAME, found "
              + sources);
    }
    OptionalDouble intervalSeconds = intervalSeconds();
    Tuned tuned;
    try {
      loop.check(scenario.isAsked());
      if (scenario.isAsked()) {
        tuned = scenario.record(loop);
      } else {
        tuned = prometheus.isAsked() ? prometheus.record(loop) : files.record(loop);
      }
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    return tuned instanceof Tuned.Absent absent
        ? absent(absent)
        : judged((Tuned.Present) tuned, intervalSeconds);
  }

  private int absent(Tuned.Absent absent) {
    PrintWriter err = spec.commandLine().getErr();
    absent.problems().forEach(err::println);
    err.println("homeostat: there is no record to tune from; nothing is proposed");
    return Homeostat.EXIT_FAILED;
  }

  private int judged(Tuned.Present record, OptionalDouble intervalSeconds) {
    TuneResult result =
        intervalSeconds.isPresent()
            ? LoopTuner.propose(record.recorded(), intervalSeconds.getAsDouble())
            : LoopTuner.propose(record.recorded());
    PrintWriter out = spec.commandLine().getOut();
    if (result instanceof TuneResult.Refused refused) {
      if (output == OutputForm.JSON) {
        out.println(json(new TunedDocument(record.origin(), null, null, refused)));
      }
      out.flush();
      spec.commandLine()
          .getErr()
          .println("homeostat: %s: %s".formatted(refused.reason(), refused.message()));
      return Homeostat.EXIT_REFUSED;
    }
    TuneResult.Proposed proposed = (TuneResult.Proposed) result;
    String manifest = record.manifest().apply(proposed.proposal());
    TunedDocument document =
        new TunedDocument(record.origin(), proposed.proposal(), manifest, null);
    out.print(
        output == OutputForm.JSON
            ? json(document) + System.lineSeparator()
            : TunedText.of(record.origin(), proposed.proposal(), manifest));
    out.flush();
    return Homeostat.EXIT_OK;
  }

  private OptionalDouble intervalSeconds() {
    if (interval == null) {
      return loop.intervalSeconds();
    }
    long millis =
        DurationText.parseMillis(interval)
            .orElseThrow(
                () -> wrong("--interval expects a duration such as 10s, found '" + interval + "'"));
    return OptionalDouble.of(millis / 1_000.0);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String json(TunedDocument document) {
    try {
      return JsonMapper.builder().build().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a proposal is plain numbers and text", e);
    }
  }
}
