package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read as text. */
class ManifestReaderPathTest {

  private static final String VALID =
      "apiVersion: homeostat.dev/v1alpha1\nkind: SLOChain\nmetadata: {name: a}\nspec: {}\n";

  @TempDir private Path folder;

  private static void assertProblem(Path file, String message) {
    ManifestFile read = ManifestReader.read(file);
    assertThat(read.manifests()).isEmpty();
    assertThat(read.problems())
        .containsExactly(new ManifestProblem(file.toString(), 1, "", message));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("policy.yaml"), bytes);
  }

  @Test
  void read_validFile_isRead() throws IOException {
    Path file = write(("\uFEFF" + VALID).getBytes(StandardCharsets.UTF_8));
    ManifestFile read = ManifestReader.read(file);
    assertThat(read.problems()).isEmpty();
    assertThat(read.of(SLOChainSpec.class))
        .singleElement()
        .satisfies(m -> assertThat(m.origin().file()).isEqualTo(file.toString()));
  }

  @Test
  void read_missingFile_isAProblem() {
    assertProblem(
        folder.resolve("none.yaml"), "expected a YAML file, found nothing here; check the path");
  }

  @Test
  void read_directory_isAProblem() {
    assertProblem(folder, "expected a YAML file, found a directory; name a file in it");
  }

  @Test
  void read_pathThroughAFile_isAProblem() throws IOException {
    assertProblem(
        write(new byte[0]).resolve("child.yaml"),
        "expected a YAML file, found something that cannot be read; check the path");
  }

  @Test
  void read_fileWithoutPermission_isAProblemForAllButTheSuperuser() throws IOException {
    Path file = write(VALID.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (Files.isReadable(file)) {
      assertThat(ManifestReader.read(file).problems()).isEmpty();
    } else {
      assertProblem(
          file, "expected a file that may be read, found no permission; check its mode and owner");
    }
  }

  @Test
  void read_tooLargeFile_isRefused() throws IOException {
    assertProblem(
        write("ä".repeat(ManifestReader.MAX_BYTES).getBytes(StandardCharsets.UTF_8)),
        "expected at most 1 MiB (1048576 bytes), found more; split it into several files");
  }

  @Test
  void read_otherEncoding_isRefused() throws IOException {
    String message = "expected text in UTF-8, found other bytes; save it as UTF-8";
    assertProblem(write((VALID + "# ä").getBytes(StandardCharsets.ISO_8859_1)), message);
    assertProblem(write(("\uFEFF" + VALID).getBytes(StandardCharsets.UTF_16LE)), message);
  }
}
