package dev.homeostat.demo;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.WriteResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * ConfigMaps in this process, each mounted as a directory: one file a key. The files are the truth;
 * who set them, the uid and the annotations are kept here.
 */
final class DirectoryObjects implements TargetObjects {

  private static final String DATA = "/data/";
  private static final String SOMEBODY = "somebody-with-an-editor";
  private static final int MOST_BYTES = 1 << 20;
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
  public TargetObject read(ObjectRef object, String account) {
    Mounted one = mounted.get(object);
    if (one == null || !Files.isDirectory(one.directory)) {
      return new TargetObject.Absent();
    }
    Map<String, TargetObject.Field> fields = new HashMap<>();
    try (Stream<Path> files = Files.list(one.directory)) {
      for (Path file : files.filter(DirectoryObjects::isKey).toList()) {
        String path = path(file);
        TargetObject.Field field = field(one, path, text(file));
        one.known.put(path, field);
        fields.put(path, field);
      }
    } catch (NoSuchFileException e) {
      return new TargetObject.Unreadable(
          e.getFile() + " was taken away while it was read; put it back, it is read again");
    } catch (AccessDeniedException e) {
      return new TargetObject.Unreadable(
          e.getFile() + " may not be read by this user; give it the right to, it is read again");
    } catch (IOException | UncheckedIOException e) {
      return new TargetObject.Unreadable(
          one.directory + " cannot be read: " + e.getMessage() + "; mend it, it is read again");
    }
    return new TargetObject.Present(uid(object), fields, one.annotations);
  }

  private static boolean isKey(Path file) {
    return !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException(file + " has more than " + MOST_BYTES + " bytes, as no key may");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not text in UTF-8", e);
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
    Map<String, TargetObject.Field> fields = new TreeMap<>();
    write
        .fields()
        .forEach(
            (path, text) ->
                fields.put(path, new TargetObject.Field(text, write.author().manager())));
    WriteResult result = write(write.object(), write.uid(), fields);
    Mounted one = mounted.get(write.object());
    if (one != null && result instanceof WriteResult.Written) {
      one.annotations.put(write.note().name(), write.note().text());
    }
    return result;
  }

  @Override
  public WriteResult restore(ObjectRestore restore) {
    Map<String, TargetObject.Field> fields = new TreeMap<>();
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
    Optional<WriteResult.Failed> refused =
        fields.keySet().stream()
            .map(path -> refusal(one, path))
            .flatMap(Optional::stream)
            .findFirst();
    if (refused.isPresent()) {
      return refused.get();
    }
    Map<String, Replacement> replacements = new HashMap<>();
    try {
      for (Map.Entry<String, TargetObject.Field> field : fields.entrySet()) {
        TargetObject.Field before = one.known.get(field.getKey());
        if (before == null || !before.text().equals(field.getValue().text())) {
          Path file = file(one, field.getKey());
          replacements.put(field.getKey(), Replacement.stage(file, field.getValue().text()));
        }
      }
      for (Map.Entry<String, TargetObject.Field> field : fields.entrySet()) {
        Replacement replacement = replacements.get(field.getKey());
        if (replacement != null) {
          replacement.commit();
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
    } finally {
      replacements.values().forEach(Replacement::discard);
    }
  }

  /** All files are looked at before the first is written: a write is whole or not done. */
  private static Optional<WriteResult.Failed> refusal(Mounted one, String path) {
    // A key is a name in the directory; what looks like a way out of it is no key.
    if (!path.startsWith(DATA) || key(path).startsWith(".") || key(path).contains("/")) {
      return Optional.of(
          new WriteResult.Failed("FieldMissing", path + " is no key; name one of the ConfigMap"));
    }
    Path file = file(one, path);
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

  /** The JSON pointer of a key. */
  private static String path(Path file) {
    return DATA + file.getFileName().toString().replace("~", "~0");
  }

  private static Path file(Mounted one, String path) {
    return one.directory.resolve(key(path));
  }

  private static String key(String path) {
    return path.substring(DATA.length()).replace("~1", "/").replace("~0", "~");
  }

  private static String uid(ObjectRef object) {
    return "uid-of-" + object.name();
  }
}
