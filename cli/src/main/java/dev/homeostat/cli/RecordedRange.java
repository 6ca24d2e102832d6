package dev.homeostat.cli;

import dev.homeostat.controllers.prometheus.RangeAnswer;
import dev.homeostat.controllers.prometheus.RangeQuestions;
import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.tuning.Recorded;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A record from a Prometheus, asked now or before. */
final class RecordedRange {

  private static final double MOST_STEPS = 1_000;

  /** Where a Prometheus is, and what it is asked. */
  static final class FromPrometheus {

    @Option(
        names = "--prometheus",
        paramLabel = "URL",
        description = "Base address, such as http://prometheus:9090.")
    private @Nullable String url;

    @Option(names = "--output-query", paramLabel = "PROMQL", description = "The knob: one series.")
    private @Nullable String outputQuery;

    @Option(
        names = "--measured-query",
        paramLabel = "PROMQL",
        description = "The signal: one series, as the loop will ask for it.")
    private @Nullable String measuredQuery;

    @Option(
        names = "--start",
        paramLabel = "TIME",
        description = "Start, such as 2026-01-31T10:00:00Z or seconds since the epoch.")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "End. Default now.")
    private @Nullable String end;

    @Option(
        names = "--step",
        paramLabel = "DURATION",
        description = "Time between two points; the scrape interval is best. Default a 1000th.")
    private @Nullable String step;

    @Option(names = "--token-file", paramLabel = "FILE", description = "File with a bearer token.")
    private @Nullable Path tokenFile;

    @Option(
        names = "--timeout",
        paramLabel = "DURATION",
        defaultValue = "30s",
        description = "Longest wait for an answer. Default ${DEFAULT-VALUE}.")
    private String timeout = "";

    boolean isAsked() {
      return url != null;
    }

    /** Asks both questions. */
    Tuned record(TunedLoop loop) {
      String output = required("--output-query", outputQuery);
      String measured = required("--measured-query", measuredQuery);
      RangeQuestions.Range range = range();
      String token;
      try {
        token = tokenFile == null ? null : Files.readString(tokenFile).strip();
      } catch (IOException e) {
        return Tuned.Absent.of(
            tokenFile + ": expected a file with a bearer token, found none that can be read");
      }
      RangeQuestions questions =
          RangeQuestions.to(required("--prometheus", url), token, millis("--timeout", timeout))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--prometheus expects an address such as http://prometheus:9090, without"
                              + " user and query, found '"
                              + url
                              + "'"));
      return joined(
          String.valueOf(url),
          questions.ask(output, range),
          questions.ask(measured, range),
          loop,
          measured);
    }

    private RangeQuestions.Range range() {
      long startMillis = time("--start", required("--start", start));
      long endMillis = end == null ? System.currentTimeMillis() : time("--end", end);
      if (endMillis <= startMillis) {
        throw new IllegalArgumentException("expected --end after --start, found it before");
      }
      long stepMillis =
          step == null
              ? Math.max(1_000, Math.round((endMillis - startMillis) / MOST_STEPS))
              : millis("--step", step);
      if ((endMillis - startMillis) / stepMillis >= RangeAnswer.MOST_POINTS) {
        throw new IllegalArgumentException(
            "expected fewer than %d points, found more; choose a longer --step or a shorter range"
                .formatted(RangeAnswer.MOST_POINTS));
      }
      return new RangeQuestions.Range(startMillis, endMillis, stepMillis);
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
          measuredFile + " and " + outputFile, read(outputFile), read(measuredFile), loop, null);
    }

    private static RangeAnswer read(Path file) {
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
      String origin,
      RangeAnswer output,
      RangeAnswer measured,
      TunedLoop loop,
      @Nullable String query) {
    List<String> problems = new ArrayList<>();
    for (RangeAnswer answer : List.of(output, measured)) {
      if (answer instanceof RangeAnswer.Failed failed) {
        problems.add("homeostat: " + failed.reason() + ": " + failed.message());
      }
    }
    return problems.isEmpty()
        ? loop.present(
            origin,
            new Recorded(
                ((RangeAnswer.Samples) output).points(), ((RangeAnswer.Samples) measured).points()),
            query)
        : new Tuned.Absent(problems);
  }

  private static String required(String option, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("--prometheus needs " + option + " too");
    }
    return value;
  }

  private static long millis(String option, String text) {
    return DurationText.parseMillis(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option + " expects a duration such as 10s, found '" + text + "'"));
  }

  private static long time(String option, String text) {
    try {
      return text.matches("\\d{1,10}(\\.\\d{1,3})?")
          ? Math.round(Double.parseDouble(text) * 1_000)
          : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          option
              + " expects a time such as 2026-01-31T10:00:00Z or seconds since the epoch, found '"
              + text
              + "'",
          e);
    }
  }

  private RecordedRange() {}
}
