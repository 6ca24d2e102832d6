package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.WriteResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryObjectsTest {

  private static final ObjectRef CONFIG = ObjectRef.configMap("shop", "checkout");
  private static final Author US = new Author("us", "default");
  private static final String LIMIT = "/data/admission.limit";
  private static final String POOL = "/data/pool.size";
  private static final String EDITOR = "somebody-with-an-editor";

  @TempDir private Path directory;

  private final DirectoryObjects objects = new DirectoryObjects();

  @BeforeEach
  void mount() throws IOException {
    Files.writeString(directory.resolve("admission.limit"), "620");
    Files.writeString(directory.resolve("pool.size"), "20");
    objects.mount(CONFIG, directory, "demo");
  }

  private TargetObject.Present present() {
    return (TargetObject.Present) objects.read(CONFIG, "default");
  }

  private TargetObject.Field field(String path) {
    return present().fields().get(path);
  }

  private static ObjectWrite write(String uid, Map<String, String> fields) {
    return new ObjectWrite(
        CONFIG, uid, US, new TreeMap<>(fields), List.of(), new ObjectWrite.Note("note", "mode=X"));
  }

  private WriteResult apply(Map<String, String> fields) {
    return objects.apply(write("uid-of-checkout", fields));
  }

  private WriteResult restore(String path, String text) {
    TreeMap<String, ObjectRestore.Before> fields = new TreeMap<>();
    fields.put(path, new ObjectRestore.Before(text, "demo"));
    return objects.restore(new ObjectRestore(CONFIG, "uid-of-checkout", US, fields, "note"));
  }

  private String onDisk(String key) throws IOException {
    return Files.readString(directory.resolve(key));
  }

  private static WriteResult.Failed failed(WriteResult result) {
    return (WriteResult.Failed) result;
  }

  @Test
  void read_mounted_hasEveryKeyUnderItsCreator() throws Exception {
    Files.writeString(directory.resolve(".hidden"), "x");
    Files.createDirectory(directory.resolve("folder"));

    assertThat(present().fields())
        .containsOnly(
            Map.entry(LIMIT, new TargetObject.Field("620", "demo")),
            Map.entry(POOL, new TargetObject.Field("20", "demo")));
    assertThat(present().annotations()).isEmpty();
  }

  @Test
  void read_notMounted_isAbsent() {
    assertThat(objects.read(ObjectRef.configMap("shop", "other"), "default"))
        .isInstanceOf(TargetObject.Absent.class);
  }

  @Test
  void apply_fields_areOnDiskUnderOurNameWithTheNote() throws Exception {
    present();

    assertThat(apply(Map.of(LIMIT, "50", POOL, "20"))).isEqualTo(new WriteResult.Written());

    assertThat(onDisk("admission.limit")).isEqualTo("50");
    assertThat(field(LIMIT)).isEqualTo(new TargetObject.Field("50", "us"));
    assertThat(field(POOL)).isEqualTo(new TargetObject.Field("20", "us"));
    assertThat(present().annotations()).containsExactly(Map.entry("note", "mode=X"));
    assertThat(objects.settingsWritten()).isEqualTo(1);
  }

  @Test
  void restore_field_isBackUnderTheNameBefore() throws Exception {
    present();
    apply(Map.of(LIMIT, "50"));

    assertThat(restore(LIMIT, "620")).isEqualTo(new WriteResult.Written());

    assertThat(onDisk("admission.limit")).isEqualTo("620");
    assertThat(field(LIMIT)).isEqualTo(new TargetObject.Field("620", "demo"));
    assertThat(present().annotations()).isEmpty();
  }

  @Test
  void apply_file_isReplacedWholeAndKeepsItsMode() throws Exception {
    Path file = directory.resolve("admission.limit");
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString("rw-r-----");
    Files.setPosixFilePermissions(file, mode);
    Path sameFile = Files.createLink(directory.resolve("link"), file);
    present();

    apply(Map.of(LIMIT, "50"));

    assertThat(Files.readString(sameFile)).as("the old file is whole").isEqualTo("620");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(mode);
    assertThat(directory.toFile().list()).noneMatch(name -> name.startsWith("."));
  }

  @Test
  void apply_readOnlyFile_isRefusedEvenAsAdministrator() throws Exception {
    Path file = directory.resolve("admission.limit");
    present();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

    WriteResult.Failed refused = failed(apply(Map.of(LIMIT, "50", POOL, "10")));

    assertThat(refused.reason()).isEqualTo("ReadOnly");
    assertThat(refused.message()).contains(file.toString(), "read-only", "chmod u+w");
    assertThat(onDisk("admission.limit")).isEqualTo("620");
    assertThat(onDisk("pool.size")).as("a write is whole or not done").isEqualTo("20");
  }

  @Test
  void apply_failed_isNotRememberedAsDone() throws Exception {
    Path file = directory.resolve("admission.limit");
    present();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    apply(Map.of(LIMIT, "50"));

    assertThat(field(LIMIT)).isEqualTo(new TargetObject.Field("620", "demo"));
    assertThat(present().annotations()).isEmpty();
    assertThat(objects.settingsWritten()).isZero();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(apply(Map.of(LIMIT, "50"))).isEqualTo(new WriteResult.Written());
    assertThat(onDisk("admission.limit")).isEqualTo("50");
  }

  @Test
  void apply_secondFileCannotBeStaged_changesNone() throws Exception {
    present();
    Files.createDirectories(directory.resolve(".pool.size.next").resolve("in-the-way"));

    WriteResult.Failed refused = failed(apply(Map.of(LIMIT, "50", POOL, "10")));

    assertThat(refused.reason()).isEqualTo("WriteFailed");
    assertThat(refused.message()).contains(directory.toString(), "mend it");
    assertThat(onDisk("admission.limit")).isEqualTo("620");
    assertThat(field(LIMIT).manager()).isEqualTo("demo");
    assertThat(directory.resolve(".admission.limit.next")).as("what was staged").doesNotExist();
  }

  @Test
  void apply_fileVanished_isRefusedAndMakesNone() throws Exception {
    present();
    Files.delete(directory.resolve("admission.limit"));

    assertThat(present().fields()).containsOnlyKeys(POOL);
    assertThat(failed(apply(Map.of(LIMIT, "50"))).reason()).isEqualTo("FieldMissing");
    assertThat(directory.resolve("admission.limit")).doesNotExist();
  }

  @Test
  void read_directoryVanished_isAbsentUntilItIsBack() throws Exception {
    Path away = directory.resolveSibling(directory.getFileName() + "-away");
    present();
    Files.move(directory, away);

    assertThat(objects.read(CONFIG, "default")).isInstanceOf(TargetObject.Absent.class);
    assertThat(failed(apply(Map.of(LIMIT, "50"))).message()).contains("admission.limit");

    Files.move(away, directory);
    assertThat(field(LIMIT)).isEqualTo(new TargetObject.Field("620", "demo"));
  }

  @Test
  void read_changedByAnEditor_isAnotherManagersFromThenOn() throws Exception {
    present();
    apply(Map.of(LIMIT, "50"));
    Files.writeString(directory.resolve("admission.limit"), "700");

    assertThat(field(LIMIT)).isEqualTo(new TargetObject.Field("700", EDITOR));
    assertThat(field(LIMIT)).isEqualTo(new TargetObject.Field("700", EDITOR));
  }

  @Test
  void read_keyThatIsNoText_isUnreadableAndNamed() throws Exception {
    Files.write(directory.resolve("pool.size"), new byte[] {(byte) 0xC3, (byte) 0x28});

    assertThat(((TargetObject.Unreadable) objects.read(CONFIG, "default")).message())
        .contains(directory.resolve("pool.size").toString(), "UTF-8");
  }

  @Test
  void read_keyTooLarge_isUnreadableAndNamed() throws Exception {
    Files.write(directory.resolve("pool.size"), new byte[(1 << 20) + 1]);

    assertThat(((TargetObject.Unreadable) objects.read(CONFIG, "default")).message())
        .contains(directory.resolve("pool.size").toString(), "1048576");
  }

  @Test
  void apply_keysBehindSymbolicLinks_writesWhatTheyLeadTo(@TempDir Path elsewhere)
      throws Exception {
    // As the kubelet mounts a ConfigMap: KEY -> ..data/KEY, and ..data -> ..2026_01_01.
    Path version = Files.createDirectory(elsewhere.resolve("..2026_01_01"));
    Files.writeString(version.resolve("admission.limit"), "620");
    Files.createSymbolicLink(elsewhere.resolve("..data"), Path.of("..2026_01_01"));
    Path key =
        Files.createSymbolicLink(
            elsewhere.resolve("admission.limit"), Path.of("..data", "admission.limit"));
    objects.mount(CONFIG, elsewhere, "demo");

    assertThat(present().fields()).containsOnlyKeys(LIMIT);
    assertThat(apply(Map.of(LIMIT, "50"))).isEqualTo(new WriteResult.Written());

    assertThat(key).isSymbolicLink().hasContent("50");
    assertThat(version.resolve("admission.limit")).hasContent("50");
  }

  @Test
  void apply_brokenLink_isRefused() throws Exception {
    Files.createSymbolicLink(directory.resolve("cache.ttl"), Path.of("nowhere"));

    assertThat(present().fields()).containsOnlyKeys(LIMIT, POOL);
    assertThat(failed(apply(Map.of("/data/cache.ttl", "1s"))).reason()).isEqualTo("FieldMissing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/..~1outside", "/data/../outside", "/data/.hidden", "/metadata/x"})
  void apply_pathThatLeadsElsewhere_isRefused(String path) throws Exception {
    Path mounted = Files.createDirectory(directory.resolve("mounted"));
    Path outside = Files.writeString(directory.resolve("outside"), "mine");
    Files.writeString(mounted.resolve(".hidden"), "mine");
    objects.mount(CONFIG, mounted, "demo");

    assertThat(failed(apply(Map.of(path, "50"))).reason()).isEqualTo("FieldMissing");
    assertThat(outside).hasContent("mine");
    assertThat(mounted.resolve(".hidden")).hasContent("mine");
  }

  @Test
  void apply_objectOfAnotherIdentity_isLeftAlone() throws Exception {
    WriteResult result = objects.apply(write("another", Map.of(LIMIT, "50")));

    assertThat(failed(result).reason()).isEqualTo("TargetMissing");
    assertThat(onDisk("admission.limit")).isEqualTo("620");
  }
}
