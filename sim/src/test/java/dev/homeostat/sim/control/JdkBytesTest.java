package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The same seeds on every JDK that is installed beside this one, such as 17 and 25. Where this is
 * the only one two processes of it are compared.
 */
class JdkBytesTest {

  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final int OLDEST = 17;

  @Test
  void sameSeeds_onEveryJdk_giveTheSameJournals() {
    Map<Integer, Path> jdks = new TreeMap<>(installed());
    Path own = Path.of(System.getProperty("java.home"));
    String expected = run(own);
    assertThat(expected.lines()).hasSize(10);
    Map<String, String> found = new HashMap<>();
    jdks.forEach((version, home) -> found.put("JDK " + version, run(home)));
    found.put("this JDK again", run(own));

    assertThat(found.values()).as("%s", found.keySet()).containsOnly(expected);
  }

  /** By their versions, those older than the baseline left out. */
  private static Map<Integer, Path> installed() {
    Path own = Path.of(System.getProperty("java.home"));
    Map<Integer, Path> found = new HashMap<>();
    try (Stream<Path> homes = Files.list(Objects.requireNonNull(own.getParent()))) {
      homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .forEach(home -> add(found, home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.remove(Runtime.version().feature());
    return found;
  }

  private static void add(Map<Integer, Path> found, Path home) {
    Path release = home.resolve("release");
    if (Files.isReadable(release)) {
      try {
        Matcher version = VERSION.matcher(Files.readString(release));
        if (version.find() && Integer.parseInt(version.group(1)) >= OLDEST) {
          found.put(Integer.parseInt(version.group(1)), home);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String run(Path home) {
    try {
      Process process =
          new ProcessBuilder(
                  home.resolve("bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-Xmx256m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  JournalBytes.class.getName())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.onExit().join().exitValue()).as(home + ": " + said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
