package dev.homeostat.crds;

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

  static final int MAX_BYTES = BoundedText.MAX_BYTES;

  /**
   * Reads all documents of a text.
   *
   * @param file only a name for messages
   */
  public static ManifestFile read(String file, String yaml) {
    if (BoundedText.isTooLarge(yaml)) {
      return unreadable(file, BoundedText.TOO_LARGE);
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
    BoundedText text = BoundedText.read(file);
    return text.problem() == null
        ? read(file.toString(), text.text())
        : unreadable(file.toString(), text.problem());
  }

  private static ManifestFile unreadable(String file, String message) {
    return new ManifestFile(List.of(), List.of(new ManifestProblem(file, 1, "", message)));
  }

  private ManifestReader() {}
}
