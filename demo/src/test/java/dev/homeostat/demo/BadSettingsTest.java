package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot be read or written: said, left alone, and gone on with once mended. */
class BadSettingsTest {

  private static final int CALM_SECONDS = 20;

  @TempDir private Path folder;
  private Path settings;
  private PlayedCopy copy;

  @BeforeEach
  void play() throws IOException {
    settings = Files.createDirectory(folder.resolve("settings"));
    copy = new PlayedCopy(settings);
  }

  @AfterEach
  void close() {
    copy.close();
  }

  private void mode(String permissions) throws IOException {
    Files.setPosixFilePermissions(copy.limitFile, PosixFilePermissions.fromString(permissions));
  }

  private Problem problem(String reason) {
    return copy.problems().stream()
        .filter(problem -> problem.reason().equals(reason))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + reason + ": " + copy.problems()));
  }

  private void calmSeconds() {
    for (int i = 0; i < CALM_SECONDS; i++) {
      copy.calm();
    }
  }

  private void assertRecovers() {
    copy.calmUntil("Target", 60);
    copy.calm();
    assertThat(copy.problems()).isEmpty();
    assertThat(copy.limit()).isEqualTo("620");
  }

  @Test
  void storm_readOnlyFile_isSaidAndWrittenOnceWritable() throws Exception {
    mode("r--r--r--");
    for (int i = 0; i < 6; i++) {
      copy.storm();
    }

    assertThat(copy.limit()).isEqualTo("620");
    assertThat(problem("ReadOnly").subject()).isEqualTo("configmaps shop/checkout");
    assertThat(problem("ReadOnly").message())
        .isEqualTo(copy.limitFile + " is read-only; make it writable (chmod u+w), it is retried");

    mode("rw-r--r--");
    copy.storm();
    assertThat(copy.limit()).isEqualTo("50");
    copy.storm();
    assertThat(copy.problems()).isEmpty();
  }

  @Test
  void stormOver_readOnlyFile_climbsNoFurtherUntilItIsWritable() throws Exception {
    copy.stormIntoDegraded();
    mode("r--r--r--");

    calmSeconds();

    assertThat(copy.mode()).isNotEqualTo("Target");
    assertThat(copy.limit()).isEqualTo("50");
    assertThat(problem("ReadOnly").message()).contains(copy.limitFile.toString());

    mode("rw-r--r--");
    assertRecovers();
  }

  @Test
  void stormOver_fileVanishes_isNotMadeAnewAndGoesOnOnceItIsBack() throws Exception {
    copy.stormIntoDegraded();
    Files.delete(copy.limitFile);

    calmSeconds();

    assertThat(copy.limitFile).doesNotExist();
    assertThat(copy.mode()).isEqualTo("Degraded");
    assertThat(problem("FieldMissing").subject()).isEqualTo("knob admission-limit");
    assertThat(problem("FieldMissing").message()).contains("/data/admission.limit", "create it");

    Files.writeString(copy.limitFile, "50");
    assertRecovers();
  }

  @Test
  void stormOver_directoryVanishes_isSaidAndGoesOnOnceItIsBack() throws Exception {
    copy.stormIntoDegraded();
    Path away = Files.move(settings, folder.resolve("away"));

    calmSeconds();

    assertThat(settings).doesNotExist();
    assertThat(copy.mode()).isEqualTo("Degraded");
    assertThat(problem("TargetMissing").message())
        .contains("there is no configmaps shop/checkout; create it");

    Files.move(away, settings);
    assertRecovers();
  }

  @Test
  void stormOver_editorChangesTheFile_isLeftAloneUntilItIsSetBack() throws Exception {
    copy.stormIntoDegraded();
    Files.writeString(copy.limitFile, "70");

    calmSeconds();

    assertThat(copy.limit()).isEqualTo("70");
    assertThat(problem("ChangedByOther").message())
        .contains("holds 70", "somebody-with-an-editor", "set it back to 50");

    Files.writeString(copy.limitFile, "50");
    assertRecovers();
  }

  @Test
  void storm_fileHoldsNoNumber_isSaidAndLeftAlone() throws Exception {
    Files.writeString(copy.limitFile, "many");
    for (int i = 0; i < 6; i++) {
      copy.storm();
    }

    assertThat(copy.limit()).isEqualTo("many");
    assertThat(problem("KnobUnreadable").message()).contains("expected", "found \"many\"");

    Files.writeString(copy.limitFile, "620");
    copy.storm();
    copy.storm();
    assertThat(copy.limit()).isEqualTo("50");
  }

  @Test
  void start_fileThatIsNoText_decidesNothingUntilItIsMended() throws Exception {
    Files.write(copy.limitFile, new byte[] {(byte) 0xFF});
    for (int i = 0; i < 4; i++) {
      copy.storm();
    }

    assertThat(copy.mode()).isEmpty();
    assertThat(copy.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains(copy.limitFile + " is not text in UTF-8");

    Files.writeString(copy.limitFile, "620");
    for (int i = 0; i < 3; i++) {
      copy.storm();
    }
    assertThat(copy.limit()).isEqualTo("50");
  }
}
