package dev.homeostat.cli;

import dev.homeostat.controllers.prometheus.RangeAnswer;
import dev.homeostat.controllers.prometheus.RangeQuestions;
import dev.homeostat.crds.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a Prometheus is, and over which time it is asked. */
abstract class PrometheusRange {

  private static final double MOST_STEPS = 1_000;

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "Base address, such as http://prometheus:9090.")
  private @Nullable String url;

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

  /** Where the answers are from, for people. */
  String origin() {
    return String.valueOf(url);
  }

  /**
   * Asks the questions, one after the other.
   *
   * @throws IllegalArgumentException where an argument is wrong
   */
  List<RangeAnswer> ask(String... queries) {
    RangeQuestions.Range range = range();
    String token;
    try {
      token = tokenFile == null ? null : Files.readString(tokenFile).strip();
    } catch (IOException e) {
      return List.of(
          new RangeAnswer.Failed(
              "FileUnreadable",
              tokenFile + ": expected a file with a bearer token, found none that can be read"));
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
    List<RangeAnswer> answers = new ArrayList<>();
    for (String query : queries) {
      answers.add(questions.ask(query, range));
    }
    return answers;
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

  static String required(String option, @Nullable String value) {
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
}
