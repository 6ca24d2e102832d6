package dev.homeostat.samples.checkout;

import dev.homeostat.samples.DurationText;
import java.time.Duration;
import java.util.OptionalLong;

/** A key of the settings directory: the file's name and what its content may be. */
enum SettingKey {
  ADMISSION_LIMIT("admission.limit", "a whole number from 0 to 100000", 0, 100_000),
  CACHE_TTL(
      "cache.ttl",
      "a duration from 0s to 24h such as 500ms, 30s, 5m or 1h",
      0,
      Duration.ofHours(24).toMillis()),
  POOL_SIZE("pool.size", "a whole number from 1 to 500", 1, 500);

  private final String fileName;
  private final String expected;
  private final long least;
  private final long most;

  SettingKey(String fileName, String expected, long least, long most) {
    this.fileName = fileName;
    this.expected = expected;
    this.least = least;
    this.most = most;
  }

  String fileName() {
    return fileName;
  }

  /** What a message says about the right content. */
  String expected() {
    return expected;
  }

  /** A count, or milliseconds for a duration; empty when the text is not {@link #expected}. */
  OptionalLong parse(String text) {
    OptionalLong value = this == CACHE_TTL ? millis(text) : count(text);
    boolean within = value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most;
    return within ? value : OptionalLong.empty();
  }

  private static OptionalLong millis(String text) {
    return DurationText.parse(text).stream().mapToLong(Duration::toMillis).findFirst();
  }

  private static OptionalLong count(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException notANumber) {
      return OptionalLong.empty();
    }
  }
}
