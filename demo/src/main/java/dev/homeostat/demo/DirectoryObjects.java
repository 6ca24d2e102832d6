package dev.homeostat.demo;

import dev.homeostat.engine.plan.ObjectRestore;
import dev.homeostat.engine.plan.ObjectWrite;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.WriteResult;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ConfigMaps in this process, each mounted as a directory: one file a key. The files are the truth;
 * who set them, the uid and the annotations are kept here.
 */
final class DirectoryObjects implements TargetObjects {

  private static final String DATA = "/data/";
  private static final String SOMEBODY = "somebody-with-an-editor";
  private static final long MOST_BYTES = 1 << 20;
  private static final Set<PosixFilePermission> WRITABLE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  /** One ConfigMap. */
  private static final class Mounted {
    final Path directory;
    final String creator;
    final Map<String, TargetObject.Field> known = new HashMap<>();
    final Map<String, String> annotations = new HashMap<>();

    Mounted(Path directory, String creator) {
      this.directory = directory;
      this.creator = creator;
    }
  }

  private final Map<ObjectRef, Mounted> mounted = new HashMap<>();
  private long settingsWritten;

  /** Mounts a directory as a ConfigMap whose keys somebody set. */
  void mount(ObjectRef object, Path directory, String creator) {
    mounted.put(object, new Mounted(directory, creator));
  }

  @Override
  public TargetObject read(ObjectRef object) {
    Mounted one = mounted.get(object);
    if (one == null || !Files.isDirectory(one.directory)) {
      return new TargetObject.Absent();
    }
    Map<String, TargetObject.Field> fields = new HashMap<>();
    try (Stream<Path> files = Files.list(one.directory)) {
      for (Path file : files.filter(DirectoryObjects::isKey).toList()) {
        String path = DATA + file.getFileName();
        TargetObject.Field field = field(one, path, Files.readString(file));
        one.known.put(path, field);
        fields.put(path, field);
      }
    } catch (IOException e) {
      return new TargetObject.Unreadable(
          one.directory + " cannot be read: " + e + "; give this process the right to read it");
    }
    return new TargetObject.Present(uid(object), fields, one.annotations);
  }

  private static boolean isKey(Path file) {
    try {
      return !file.getFileName().toString().startsWith(".")
          && Files.isRegularFile(file)
          && Files.size(file) <= MOST_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static TargetObject.Field field(Mounted one, String path, String text) {
    TargetObject.Field known = one.known.get(path);
    if (known == null) {
      return new TargetObject.Field(text, one.creator);
    }
    return known.text().equals(text) ? known : new TargetObject.Field(text, SOMEBODY);
  }

  /** How many settings were changed. */
  long settingsWritten() {
    return settingsWritten;
  }

  @Override
  public WriteResult apply(ObjectWrite write) {
    Map<String, TargetObject.Field> fields = new HashMap<>();
    write
        .fields()
        .forEach((path, text) -> fields.put(path, new TargetObject.Field(text, write.manager())));
    WriteResult result = write(write.object(), write.uid(), fields);
    Mounted one = mounted.get(write.object());
    if (one != null && result instanceof WriteResult.Written) {
      one.annotations.put(write.noteName(), write.note());
    }
    return result;
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    Map<String, TargetObject.Field> fields = new HashMap<>();
    restore
        .fields()
        .forEach(
            (path, before) ->
                fields.put(path, new TargetObject.Field(before.text(), before.manager())));
    WriteResult result = write(restore.object(), restore.uid(), fields);
    Mounted one = mounted.get(restore.object());
    if (one != null && result instanceof WriteResult.Written) {
      one.annotations.remove(restore.noteName());
    }
    return result;
  }

  private WriteResult write(ObjectRef object, String uid, Map<String, TargetObject.Field> fields) {
    Mounted one = mounted.get(object);
    if (one == null || !uid(object).equals(uid)) {
      return new WriteResult.Failed("TargetMissing", "there is no " + object + "; create it");
    }
    List<Path> files = fields.keySet().stream().map(path -> file(one, path)).toList();
    Optional<WriteResult.Failed> refused =
        files.stream().map(DirectoryObjects::refusal).flatMap(Optional::stream).findFirst();
    if (refused.isPresent()) {
      return refused.get();
    }
    try {
      for (Map.Entry<String, TargetObject.Field> field : fields.entrySet()) {
        TargetObject.Field before = one.known.get(field.getKey());
        if (before == null || !before.text().equals(field.getValue().text())) {
          replace(file(one, field.getKey()), field.getValue().text());
          settingsWritten++;
        }
        one.known.put(field.getKey(), field.getValue());
      }
      return new WriteResult.Written();
    } catch (AccessDeniedException e) {
      return readOnly(one.directory);
    } catch (IOException e) {
      return new WriteResult.Failed(
          "WriteFailed", one.directory + " cannot be written: " + e + "; mend it, it is retried");
    }
  }

  /** All files are looked at before the first is written: a write is whole or not done. */
  private static Optional<WriteResult.Failed> refusal(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          new WriteResult.Failed("FieldMissing", file + " is not there; create it with a value"));
    }
    try {
      // The administrator may write what is read-only; that it says so is respected all the same.
      return Files.getPosixFilePermissions(file).stream().anyMatch(WRITABLE::contains)
          ? Optional.empty()
          : Optional.of(readOnly(file));
    } catch (IOException | UnsupportedOperationException e) {
      return Files.isWritable(file) ? Optional.empty() : Optional.of(readOnly(file));
    }
  }

  private static WriteResult.Failed readOnly(Path path) {
    return new WriteResult.Failed(
        "ReadOnly", path + " is read-only; make it writable (chmod u+w), it is retried");
  }

  /** The reader sees the old text or the new one, never half of one. */
  private static void replace(Path file, String text) throws IOException {
    Path next = file.resolveSibling("." + file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path file(Mounted one, String path) {
    return one.directory.resolve(
        path.substring(DATA.length()).replace("~1", "/").replace("~0", "~"));
  }

  private static String uid(ObjectRef object) {
    return "uid-of-" + object.name();
  }
}
