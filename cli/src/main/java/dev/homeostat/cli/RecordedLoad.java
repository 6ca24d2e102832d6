package dev.homeostat.cli;

import dev.homeostat.controllers.prometheus.RangeAnswer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A record of a load and of what is done under it, from a Prometheus, asked now or before. */
final class RecordedLoad {

  /** A Prometheus, and what it is asked. */
  static final class FromPrometheus extends PrometheusRange {

    @Option(
        names = "--load-query",
        paramLabel = "PROMQL",
        description = "The load: requests in flight, one series.")
    private @Nullable String loadQuery;

    @Option(
        names = "--throughput-query",
        paramLabel = "PROMQL",
        description = "What is done a second, without what fails: one series.")
    private @Nullable String throughputQuery;

    /** Asks both questions. */
    List<RangeAnswer> answers() {
      String load = required("--load-query", loadQuery);
      return ask(load, required("--throughput-query", throughputQuery));
    }
  }

  /** Answers that were kept. */
  static final class FromFiles {

    @Option(names = "--load-file", paramLabel = "FILE", description = "The load.")
    private @Nullable Path loadFile;

    @Option(names = "--throughput-file", paramLabel = "FILE", description = "The throughput.")
    private @Nullable Path throughputFile;

    boolean isAsked() {
      return loadFile != null || throughputFile != null;
    }

    /** Where the answers are from, for people. */
    String origin() {
      return loadFile + " and " + throughputFile;
    }

    /** Reads both files. */
    List<RangeAnswer> answers() {
      if (loadFile == null || throughputFile == null) {
        throw new IllegalArgumentException(
            "--load-file and --throughput-file go together; give both");
      }
      return List.of(
          RecordedRange.FromFiles.read(loadFile), RecordedRange.FromFiles.read(throughputFile));
    }
  }

  private RecordedLoad() {}
}
