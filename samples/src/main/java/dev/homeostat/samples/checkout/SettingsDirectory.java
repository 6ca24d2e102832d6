package dev.homeostat.samples.checkout;

import dev.homeostat.samples.SampleProcess;
import dev.homeostat.samples.StartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The settings as the files of one directory, in the form of a mounted ConfigMap.
 *
 * <p>Every poll reads the content of every file. The kubelet replaces a symbolic link two levels
 * above the file, which a watch on the file never sees and whose events differ between file
 * systems; three small reads cost less than getting that right.
 *
 * <p>One thread polls; only the count of errors is read by others.
 */
final class SettingsDirectory {
  private static final int MAX_BYTES = 4096;
  private static final int MAX_QUOTED_CHARS = 40;

  private final Path directory;
  private final PrintStream messages;
  private final AtomicLong errors = new AtomicLong();
  private final Map<SettingKey, Long> good = new EnumMap<>(SettingKey.class);
  private final Map<SettingKey, String> suspected = new EnumMap<>(SettingKey.class);
  private final Map<SettingKey, String> reported = new EnumMap<>(SettingKey.class);

  private SettingsDirectory(Path directory, PrintStream messages) {
    this.directory = directory;
    this.messages = messages;
  }

  /** Reads every key once; there is no last good value yet, so a bad file is an error here. */
  static SettingsDirectory open(Path directory, PrintStream messages) throws StartException {
    SettingsDirectory settings = new SettingsDirectory(directory, messages);
    for (SettingKey key : SettingKey.values()) {
      Reading reading = settings.read(key);
      if (reading.problem() != null) {
        throw new StartException(
            SampleProcess.EXIT_FAILED, reading.problem() + "; create or correct it, then start");
      }
      settings.good.put(key, reading.value());
    }
    return settings;
  }

  /** Reads the files again and returns the last good value of every key. */
  CheckoutSettings poll() {
    for (SettingKey key : SettingKey.values()) {
      Reading reading = read(key);
      if (reading.problem() == null) {
        accept(key, reading.value());
      } else {
        suspect(key, reading.problem());
      }
    }
    return current();
  }

  /** The last good value of every key. */
  CheckoutSettings current() {
    return new CheckoutSettings(
        (int) value(SettingKey.ADMISSION_LIMIT),
        Duration.ofMillis(value(SettingKey.CACHE_TTL)),
        (int) value(SettingKey.POOL_SIZE));
  }

  /** How many problems were reported. */
  long errors() {
    return errors.get();
  }

  private long value(SettingKey key) {
    return good.getOrDefault(key, 0L);
  }

  private void accept(SettingKey key, long value) {
    good.put(key, value);
    suspected.remove(key);
    if (reported.remove(key) != null) {
      messages.println("settings: " + file(key) + " is good again and in use");
    }
  }

  /**
   * A file that is swapped or written in place can be missing or half written for an instant, so a
   * problem counts when two polls in a row see it.
   */
  private void suspect(SettingKey key, String problem) {
    boolean seenBefore = problem.equals(suspected.put(key, problem));
    if (seenBefore && !problem.equals(reported.put(key, problem))) {
      errors.incrementAndGet();
      messages.println(
          "settings: " + problem + "; the last good value stays in use, correct the file");
    }
  }

  private Path file(SettingKey key) {
    return directory.resolve(key.fileName());
  }

  private record Reading(long value, @Nullable String problem) {}

  private Reading read(SettingKey key) {
    String found;
    try (InputStream file = Files.newInputStream(file(key))) {
      byte[] bytes = file.readNBytes(MAX_BYTES);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      OptionalLong value = key.parse(text);
      if (value.isPresent()) {
        return new Reading(value.getAsLong(), null);
      }
      found = "'" + text.substring(0, Math.min(text.length(), MAX_QUOTED_CHARS)) + "'";
    } catch (NoSuchFileException e) {
      found = "no such file";
    } catch (IOException e) {
      found = e.toString();
    }
    return new Reading(0, file(key) + ": expected " + key.expected() + ", found " + found);
  }
}
