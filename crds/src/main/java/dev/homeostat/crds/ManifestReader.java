package dev.homeostat.crds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files of manifests strictly: whatever is unknown, doubled or of the wrong type is a problem
 * with its line, and all problems of a file are found in one go.
 *
 * <p>Files are hostile until read: size, nesting and number of listed problems are bounded, and
 * tags and aliases are refused.
 */
public final class ManifestReader {

  static final int MAX_BYTES = 1 << 20;

  private static final String TOO_LARGE =
      "expected at most 1 MiB (1048576 bytes), found more; split it into several files";

  /**
   * Reads all documents of a text.
   *
   * @param file only a name for messages
   */
  public static ManifestFile read(String file, String yaml) {
    if (yaml.length() > MAX_BYTES || yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return unreadable(file, TOO_LARGE);
    }
    Problems problems = new Problems(file);
    ManifestDecoder decoder = new ManifestDecoder(file, problems);
    List<Manifest<?>> manifests = new ArrayList<>();
    boolean empty = true;
    for (YamlDocument document : YamlDocumentReader.read(yaml, problems)) {
      if (document.root().isNothing()) {
        continue;
      }
      empty = false;
      Manifest<?> manifest = decoder.decode(document);
      if (manifest != null) {
        manifests.add(manifest);
      }
    }
    if (empty && problems.count() == 0) {
      String kinds = String.join(", ", ResourceKind.titles());
      problems.add(
          1, "expected at least one resource, found none; write one of these kinds: " + kinds);
    }
    return new ManifestFile(manifests, problems.byLine());
  }

  /** Reads all documents of a file; that it cannot be read is a problem too. */
  public static ManifestFile read(Path file) {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      return unreadable(name, "expected a YAML file, found a directory; name a file in it");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return unreadable(name, "expected a YAML file, found nothing here; check the path");
    } catch (AccessDeniedException e) {
      return unreadable(
          name, "expected a file that may be read, found no permission; check its mode and owner");
    } catch (IOException e) {
      return unreadable(
          name, "expected a YAML file, found something that cannot be read; check the path");
    }
    if (bytes.length > MAX_BYTES) {
      return unreadable(name, TOO_LARGE);
    }
    try {
      String yaml = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return read(name, yaml);
    } catch (CharacterCodingException e) {
      return unreadable(name, "expected text in UTF-8, found other bytes; save it as UTF-8");
    }
  }

  private static ManifestFile unreadable(String file, String message) {
    return new ManifestFile(List.of(), List.of(new ManifestProblem(file, 1, "", message)));
  }

  private ManifestReader() {}
}
