package dev.homeostat.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time for which something is said of periods that follow the calendar. */
final class SloMoment {

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Calendar periods as of then, such as 2027-02-01T00:00:00Z. Default: now.")
  private @Nullable Instant at;

  long millis() {
    return at == null ? System.currentTimeMillis() : at.toEpochMilli();
  }
}
