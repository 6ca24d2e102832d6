package dev.homeostat.engine.policy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.homeostat.modes.Mode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time that comes again and again: when it begins, as cron in a time zone, and how long it is.
 */
public final class Window {

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final String name;
  private final String cron;
  private final ZoneId zone;
  private final long durationMillis;
  private final @Nullable Mode mode;
  private final ExecutionTime times;

  /**
   * A window.
   *
   * @param name unique in its resource
   * @param cron minute, hour, day of month, month, day of week
   * @param mode that is held in it; null where it only freezes
   * @throws IllegalArgumentException if the cron is none
   */
  Window(String name, String cron, ZoneId zone, long durationMillis, @Nullable Mode mode) {
    this.name = name;
    this.cron = cron;
    this.zone = zone;
    this.durationMillis = durationMillis;
    this.mode = mode;
    this.times = ExecutionTime.forCron(PARSER.parse(cron).validate());
  }

  /** Decodes one; null where it cannot be used. */
  static @Nullable Window read(
      SpecReader reader, String path, Declared declared, @Nullable Mode mode) {
    int before = reader.problems().size();
    String name = reader.required(path + ".name", declared.name());
    String cron = reader.required(path + ".cron", declared.cron());
    long durationMillis =
        reader.duration(
            path + ".duration", reader.required(path + ".duration", declared.duration()), "");
    String zone = Objects.requireNonNullElse(declared.timeZone(), "UTC");
    if (reader.problems().size() > before) {
      return null;
    }
    try {
      Window window = new Window(name, cron, ZoneId.of(zone), durationMillis, mode);
      if (window.next(0) >= 0) {
        return window;
      }
      reader.invalid(path + ".cron", "expected a time that comes, found " + cron);
    } catch (DateTimeException e) {
      reader.invalid(
          path + ".timeZone", "expected a time zone such as Europe/Zurich or UTC, found " + zone);
    } catch (IllegalArgumentException e) {
      reader.invalid(
          path + ".cron",
          "expected minute, hour, day of month, month and day of week, such as \"0 2 * * 1-5\","
              + " found "
              + cron);
    }
    return null;
  }

  /** The texts of a window. */
  record Declared(
      @Nullable String name,
      @Nullable String cron,
      @Nullable String timeZone,
      @Nullable String duration) {}

  /** Name of the window. */
  public String name() {
    return name;
  }

  /** The mode that is held in it; null where it only freezes. */
  public @Nullable Mode mode() {
    return mode;
  }

  /** Whether it is on; each beginning counts, also where one window reaches into the next. */
  public boolean isOpen(long nowMillis) {
    ZonedDateTime now = Instant.ofEpochMilli(nowMillis).atZone(zone);
    ZonedDateTime begin =
        times.isMatch(now) ? now.withSecond(0).withNano(0) : times.lastExecution(now).orElse(null);
    return begin != null && nowMillis - begin.toInstant().toEpochMilli() < durationMillis;
  }

  /** When it begins next after a time, milliseconds since the epoch; -1 where it never does. */
  long next(long afterMillis) {
    return times
        .nextExecution(Instant.ofEpochMilli(afterMillis).atZone(zone))
        .map(begin -> begin.toInstant().toEpochMilli())
        .orElse(-1L);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Window window
        && name.equals(window.name)
        && cron.equals(window.cron)
        && zone.equals(window.zone)
        && durationMillis == window.durationMillis
        && mode == window.mode;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, cron, zone, durationMillis, mode);
  }

  @Override
  public String toString() {
    return name;
  }
}
