package dev.homeostat.crds;

import java.nio.file.Path;
import java.util.List;

/**
 * A YAML file of any kind, read as strictly as manifests are: at most 1 MiB, no anchors, aliases,
 * tags or merge keys, no key twice.
 *
 * @param name as the user named it
 * @param documents those that are sound, in their order
 * @param problems all that is wrong in the file as YAML, by line
 */
public record YamlFile(String name, List<YamlNode> documents, List<ManifestProblem> problems) {

  public YamlFile {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }

  /** Reads a file; that it cannot be read is a problem too. */
  public static YamlFile read(Path file) {
    BoundedText text = BoundedText.read(file);
    return text.problem() == null
        ? read(file.toString(), text.text())
        : unreadable(file.toString(), text.problem());
  }

  /**
   * Reads a text.
   *
   * @param file only a name for messages
   */
  public static YamlFile read(String file, String yaml) {
    if (BoundedText.isTooLarge(yaml)) {
      return unreadable(file, BoundedText.TOO_LARGE);
    }
    Problems problems = new Problems(file);
    List<YamlNode> documents =
        YamlDocumentReader.read(yaml, problems).stream()
            .filter(document -> document.sound() && !document.root().isNothing())
            .map(YamlDocument::root)
            .toList();
    return new YamlFile(file, documents, problems.byLine());
  }

  private static YamlFile unreadable(String file, String message) {
    return new YamlFile(file, List.of(), List.of(new ManifestProblem(file, 1, "", message)));
  }
}
