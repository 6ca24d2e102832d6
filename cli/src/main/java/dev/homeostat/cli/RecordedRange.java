package dev.homeostat.cli;

import dev.homeostat.controllers.prometheus.RangeAnswer;
import dev.homeostat.controllers.prometheus.RangeQuestions;
import dev.homeostat.engine.tuning.Recorded;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A record of a knob and a signal from a Prometheus, asked now or before. */
final class RecordedRange {

  /** A Prometheus, and what it is asked. */
  static final class FromPrometheus extends PrometheusRange {

    @Option(names = "--output-query", paramLabel = "PROMQL", description = "The knob: one series.")
    private @Nullable String outputQuery;

    @Option(
        names = "--measured-query",
        paramLabel = "PROMQL",
        description = "The signal: one series, as the loop will ask for it.")
    private @Nullable String measuredQuery;

    /** Asks both questions. */
    Tuned record(TunedLoop loop) {
      String output = required("--output-query", outputQuery);
      String measured = required("--measured-query", measuredQuery);
      return joined(origin(), ask(output, measured), loop, measured);
    }
  }

  /** Answers that were kept. */
  static final class FromFiles {

    @Option(names = "--output-file", paramLabel = "FILE", description = "The knob.")
    private @Nullable Path outputFile;

    @Option(names = "--measured-file", paramLabel = "FILE", description = "The signal.")
    private @Nullable Path measuredFile;

    boolean isAsked() {
      return outputFile != null || measuredFile != null;
    }

    /** Reads both files. */
    Tuned record(TunedLoop loop) {
      if (outputFile == null || measuredFile == null) {
        throw new IllegalArgumentException(
            "--output-file and --measured-file go together; give both");
      }
      return joined(
          measuredFile + " and " + outputFile,
          List.of(read(outputFile), read(measuredFile)),
          loop,
          null);
    }

    /** Reads one file. */
    static RangeAnswer read(Path file) {
      try {
        if (Files.size(file) > RangeQuestions.MOST_BYTES) {
          return new RangeAnswer.Failed(
              "AnswerTooLarge",
              file
                  + ": expected at most "
                  + RangeQuestions.MOST_BYTES
                  + " bytes, found more; choose a longer step");
        }
        try (InputStream body = new BufferedInputStream(Files.newInputStream(file))) {
          return RangeAnswer.read(body, file.toString());
        }
      } catch (IOException e) {
        return new RangeAnswer.Failed(
            "FileUnreadable", file + ": expected a file that can be read, found none");
      }
    }
  }

  private static Tuned joined(
      String origin, List<RangeAnswer> answers, TunedLoop loop, @Nullable String query) {
    List<String> problems = problems(answers);
    return problems.isEmpty()
        ? loop.present(origin, new Recorded(points(answers.get(0)), points(answers.get(1))), query)
        : new Tuned.Absent(problems);
  }

  /** What is wrong with some answers, for people. */
  static List<String> problems(List<RangeAnswer> answers) {
    return answers.stream()
        .filter(RangeAnswer.Failed.class::isInstance)
        .map(RangeAnswer.Failed.class::cast)
        .map(failed -> "homeostat: " + failed.reason() + ": " + failed.message())
        .toList();
  }

  /** The samples of an answer without a problem. */
  static List<Recorded.Point> points(RangeAnswer answer) {
    return ((RangeAnswer.Samples) answer).points();
  }

  private RecordedRange() {}
}
