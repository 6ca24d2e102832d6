package dev.homeostat.crds;

/**
 * What is wrong with a manifest, and where.
 *
 * @param file as the user named it
 * @param line from 1
 * @param path such as {@code spec.knobs[0].min}; empty for the document as a whole
 * @param message what was expected, what was found, and what to do
 */
public record ManifestProblem(String file, int line, String path, String message) {

  /** The problem on one line, {@code file:line: path: message}, as compilers write it. */
  @Override
  public String toString() {
    return path.isEmpty()
        ? file + ":" + line + ": " + message
        : file + ":" + line + ": " + path + ": " + message;
  }
}
