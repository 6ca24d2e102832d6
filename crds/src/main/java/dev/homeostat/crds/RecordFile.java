package dev.homeostat.crds;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file that holds one record and is no resource of a cluster, read as strictly as manifests
 * are: whatever is unknown, doubled or of the wrong type is a problem with its line.
 *
 * @param record null after a problem
 * @param origin the file and the lines of its fields
 * @param problems all that is wrong in the file, by line
 */
public record RecordFile<R extends Record>(
    @Nullable R record, Origin origin, List<ManifestProblem> problems) {

  public RecordFile {
    problems = List.copyOf(problems);
  }

  /** Reads a file; that it cannot be read is a problem too. */
  public static <R extends Record> RecordFile<R> read(Path file, Class<R> type) {
    BoundedText text = BoundedText.read(file);
    return text.problem() == null
        ? read(file.toString(), text.text(), type)
        : unreadable(file.toString(), text.problem());
  }

  /**
   * Reads a text.
   *
   * @param file only a name for messages
   * @param type whose components are the fields; a component of a record type is a mapping
   */
  public static <R extends Record> RecordFile<R> read(String file, String yaml, Class<R> type) {
    if (BoundedText.isTooLarge(yaml)) {
      return unreadable(file, BoundedText.TOO_LARGE);
    }
    Problems problems = new Problems(file);
    List<YamlDocument> documents =
        YamlDocumentReader.read(yaml, problems).stream()
            .filter(document -> !document.root().isNothing())
            .toList();
    if (problems.count() == 0 && documents.size() != 1) {
      problems.add(
          documents.isEmpty() ? 1 : documents.get(1).root().line(),
          "expected one document, found %s; write one into each file"
              .formatted(documents.isEmpty() ? "none" : documents.size()));
    }
    RecordDecoder decoder = new RecordDecoder(problems);
    Object decoded = null;
    if (!documents.isEmpty()) {
      YamlNode root = documents.get(0).root();
      Place place = new Place(root.line(), FieldPath.ROOT);
      decoded = decoder.field(type, new YamlNode.Field(root.line(), root), place);
    }
    return new RecordFile<>(
        problems.count() == 0 ? type.cast(decoded) : null,
        new Origin(file, decoder.lines()),
        problems.byLine());
  }

  private static <R extends Record> RecordFile<R> unreadable(String file, String message) {
    return new RecordFile<>(
        null, new Origin(file, Map.of()), List.of(new ManifestProblem(file, 1, "", message)));
  }
}
