package dev.homeostat.crds;

import org.jspecify.annotations.Nullable;

/**
 * Path of a field in a document, such as {@code spec.knobs[0].min}.
 *
 * <p>The text is made only when a message needs it: a hostile file can hold a long key with very
 * many children.
 */
record FieldPath(@Nullable FieldPath parent, String segment) {

  static final FieldPath ROOT = new FieldPath(null, "");

  /** The longest key that Kubernetes knows is a label's: a prefix of 253, a slash and 63. */
  private static final int MAX_KEY_CHARS = 320;

  FieldPath field(String key) {
    String shown = Excerpt.of(key, MAX_KEY_CHARS);
    return new FieldPath(this, parent == null ? shown : "." + shown);
  }

  FieldPath item(int index) {
    return new FieldPath(this, "[" + index + "]");
  }

  @Override
  public String toString() {
    return parent == null ? segment : parent + segment;
  }
}
