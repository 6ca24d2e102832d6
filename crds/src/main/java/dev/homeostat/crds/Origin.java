package dev.homeostat.crds;

import java.util.Map;

/**
 * The file of a resource and the line of each of its fields.
 *
 * @param file as the user named it
 * @param lines line (from 1) by path, such as {@code spec.knobs[0].min}; the whole resource is the
 *     empty path
 */
public record Origin(String file, Map<String, Integer> lines) {

  public Origin {
    lines = Map.copyOf(lines);
  }

  /** Something that is wrong with a field, with its place. */
  public ManifestProblem problem(String path, String message) {
    return new ManifestProblem(file, lineOf(path), path, message);
  }

  /** Line of the field, or of the nearest of its parents that stands in the file. */
  public int lineOf(String path) {
    String at = path;
    while (true) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      if (at.isEmpty()) {
        return 1;
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
  }
}
