package dev.homeostat.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.samples.StartException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsDirectoryTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @BeforeEach
  void writeGoodSettings() throws Exception {
    write("admission.limit", "620\n");
    write("cache.ttl", "500ms");
    write("pool.size", "20");
  }

  private void write(String key, String content) throws Exception {
    Files.writeString(directory.resolve(key), content);
  }

  private SettingsDirectory open() throws Exception {
    return SettingsDirectory.open(
        directory, new PrintStream(messages, true, StandardCharsets.UTF_8));
  }

  private String messages() {
    return messages.toString(StandardCharsets.UTF_8);
  }

  private static CheckoutSettings pollTwice(SettingsDirectory settings) {
    settings.poll();
    return settings.poll();
  }

  @Test
  void open_goodFiles_readsEveryKey() throws Exception {
    assertThat(open().current()).isEqualTo(new CheckoutSettings(620, Duration.ofMillis(500), 20));
  }

  @ParameterizedTest
  @CsvSource({
    "admission.limit, -1",
    "admission.limit, many",
    "cache.ttl, 30",
    "cache.ttl, 25h",
    "pool.size, 0",
    "pool.size, 501",
    "pool.size, ''"
  })
  void open_badContent_saysFileExpectedAndFound(String key, String content) throws Exception {
    write(key, content);

    assertThatThrownBy(this::open)
        .isInstanceOf(StartException.class)
        .hasMessageContainingAll(
            directory.resolve(key) + ": expected a", "found '" + content + "'", "correct it");
  }

  @Test
  void poll_changedFile_takesNewValue() throws Exception {
    SettingsDirectory settings = open();
    write("admission.limit", "50");

    assertThat(settings.poll().admissionLimit()).isEqualTo(50);
    assertThat(messages()).isEmpty();
  }

  @Test
  void poll_badFile_keepsLastGoodAndSaysSoOnce() throws Exception {
    SettingsDirectory settings = open();
    write("admission.limit", "lots");
    pollTwice(settings);

    assertThat(pollTwice(settings).admissionLimit()).isEqualTo(620);
    assertThat(messages())
        .isEqualTo(
            "settings: "
                + directory.resolve("admission.limit")
                + ": expected a whole number from 0 to 100000, found 'lots'; the last good value"
                + " stays in use, correct the file\n");
    assertThat(settings.errors()).isEqualTo(1);
  }

  @Test
  void poll_problemChanges_saysSoAgain() throws Exception {
    SettingsDirectory settings = open();
    write("pool.size", "lots");
    pollTwice(settings);
    Files.delete(directory.resolve("pool.size"));

    assertThat(pollTwice(settings).poolSize()).isEqualTo(20);
    assertThat(messages().lines()).hasSize(2);
    assertThat(messages()).contains("found no such file");
    assertThat(settings.errors()).isEqualTo(2);
  }

  @Test
  void poll_fileIsGoodAgain_recoversAndSaysSo() throws Exception {
    SettingsDirectory settings = open();
    Files.delete(directory.resolve("cache.ttl"));
    pollTwice(settings);
    write("cache.ttl", "5m");

    assertThat(settings.poll().cacheTtl()).isEqualTo(Duration.ofMinutes(5));
    assertThat(messages()).endsWith("cache.ttl is good again and in use\n");
  }

  @Test
  void poll_halfWrittenForOnePoll_staysSilent() throws Exception {
    SettingsDirectory settings = open();
    write("admission.limit", "");
    settings.poll();
    write("admission.limit", "70");

    assertThat(settings.poll().admissionLimit()).isEqualTo(70);
    assertThat(messages()).isEmpty();
    assertThat(settings.errors()).isZero();
  }

  @Test
  void poll_directoryInPlaceOfFile_keepsLastGood() throws Exception {
    SettingsDirectory settings = open();
    Files.delete(directory.resolve("pool.size"));
    Files.createDirectory(directory.resolve("pool.size"));

    assertThat(pollTwice(settings).poolSize()).isEqualTo(20);
    assertThat(settings.errors()).isEqualTo(1);
  }

  /** The kubelet writes a new directory and moves the link {@code ..data} onto it. */
  @Test
  void poll_linkSwappedAsKubeletDoes_takesNewValues() throws Exception {
    Path mount = Files.createDirectory(directory.resolve("mount"));
    generation(mount, "..1", "620", "20");
    Files.createSymbolicLink(mount.resolve("..data"), Path.of("..1"));
    for (String key : new String[] {"admission.limit", "cache.ttl", "pool.size"}) {
      Files.createSymbolicLink(mount.resolve(key), Path.of("..data", key));
    }
    SettingsDirectory settings = SettingsDirectory.open(mount, System.err);
    generation(mount, "..2", "50", "30");
    Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of("..2"));
    Files.move(
        mount.resolve("..data_tmp"), mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

    assertThat(settings.poll()).isEqualTo(new CheckoutSettings(50, Duration.ZERO, 30));
  }

  private static void generation(Path mount, String name, String limit, String size)
      throws Exception {
    Path files = Files.createDirectory(mount.resolve(name));
    Files.writeString(files.resolve("admission.limit"), limit);
    Files.writeString(files.resolve("cache.ttl"), "0s");
    Files.writeString(files.resolve("pool.size"), size);
  }
}
