package dev.homeostat.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.controllers.prometheus.RangeAnswer;
import dev.homeostat.engine.tuning.Capacity;
import dev.homeostat.engine.tuning.CapacityFinder;
import dev.homeostat.engine.tuning.CapacityResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Finds how much a service can do from a record of its load and its throughput. */
@Command(
    name = "capacity",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Fits the Universal Scalability Law to a record of a load and a throughput:",
      "the load at which most is done, and how near to it the service is; prints",
      "what a ControlLoop says of it.",
      "It reads, and changes nothing."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:a capacity is found",
      "1:there is no record: a file or the Prometheus cannot be used",
      "2:the arguments are wrong",
      "4:the record bears no capacity; the reason is named"
    })
final class TuneCapacityCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = false, validate = false, heading = "From a Prometheus:%n")
  private RecordedLoad.FromPrometheus prometheus = new RecordedLoad.FromPrometheus();

  @ArgGroup(
      exclusive = false,
      validate = false,
      heading = "From files, each an answer of /api/v1/query_range with one series:%n")
  private RecordedLoad.FromFiles files = new RecordedLoad.FromFiles();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "table|json",
      description = "json prints one document on standard output.")
  private OutputForm output = OutputForm.TABLE;

  /**
   * What came of it, as JSON.
   *
   * @param record what it was made from
   * @param capacity the law and the peak; absent where they are refused
   * @param snippet what a ControlLoop says of it
   * @param refused why there is none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Document(
      String record,
      @Nullable Capacity capacity,
      @Nullable String snippet,
      CapacityResult.@Nullable Refused refused) {}

  @Override
  public Integer call() {
    if (prometheus.isAsked() == files.isAsked()) {
      throw wrong("expected one of --prometheus URL, and --load-file with --throughput-file");
    }
    List<RangeAnswer> answers;
    try {
      answers = prometheus.isAsked() ? prometheus.answers() : files.answers();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    List<String> problems = RecordedRange.problems(answers);
    if (!problems.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      problems.forEach(err::println);
      err.println("homeostat: there is no record; nothing is found");
      return Homeostat.EXIT_FAILED;
    }
    return judged(
        prometheus.isAsked() ? prometheus.origin() : files.origin(),
        CapacityFinder.of(
            RecordedRange.points(answers.get(0)), RecordedRange.points(answers.get(1))));
  }

  private int judged(String origin, CapacityResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (result instanceof CapacityResult.Refused refused) {
      if (output == OutputForm.JSON) {
        out.println(json(new Document(origin, null, null, refused)));
      }
      out.flush();
      spec.commandLine()
          .getErr()
          .println("homeostat: %s: %s".formatted(refused.reason(), refused.message()));
      return Homeostat.EXIT_REFUSED;
    }
    Capacity capacity = ((CapacityResult.Found) result).capacity();
    out.print(
        output == OutputForm.JSON
            ? json(new Document(origin, capacity, snippet(capacity), null)) + System.lineSeparator()
            : text(origin, capacity));
    out.flush();
    return Homeostat.EXIT_OK;
  }

  private static String snippet(Capacity capacity) {
    return String.format(Locale.ROOT, "capacity: {peakLoad: %.1f}%n", capacity.peakLoad());
  }

  private static String text(String origin, Capacity capacity) {
    Capacity.Today today = capacity.today();
    return String.format(
        Locale.ROOT,
        """
        %s: %d pairs of a load and a throughput, %d samples left out
        lambda      %.4g a second, of one
        sigma       %.4g contention
        kappa       %.4g coherency
        explained   %.1f %%
        peak        %.4g a second at a load of %.4g%s
        today       %.4g a second at a load of %.4g: %.0f %% of the peak load, %s

        # In the spec of a ControlLoop, whose inflight, or else signal, is that load.
        %s\
        """,
        origin,
        capacity.points(),
        capacity.leftOut(),
        capacity.law().lambda(),
        capacity.law().sigma(),
        capacity.law().kappa(),
        100 * capacity.explainedRatio(),
        capacity.peakThroughput(),
        capacity.peakLoad(),
        capacity.peakSeen()
            ? ""
            : String.format(
                Locale.ROOT,
                ", extrapolated: the largest load seen is %.4g",
                capacity.largestLoad()),
        today.throughput(),
        today.load(),
        today.percentOfPeak(),
        today.level(),
        snippet(capacity));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String json(Document document) {
    try {
      return JsonMapper.builder().build().writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a capacity is plain numbers and text", e);
    }
  }
}
