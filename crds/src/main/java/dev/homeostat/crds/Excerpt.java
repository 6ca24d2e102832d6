package dev.homeostat.crds;

/** A piece of a user's text that is short and safe enough for a message. */
final class Excerpt {

  private static final int MAX_CHARS = 60;

  static String of(String text) {
    return of(text, MAX_CHARS);
  }

  /** Control and formatting characters are escaped, since messages end in terminals and logs. */
  static String of(String text, int maxChars) {
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(maxChars).forEach(c -> append(shown, c));
    if (text.codePointCount(0, text.length()) > maxChars) {
      shown.append("...");
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          shown.append(String.format("\\u%04X", codePoint));
      default -> shown.appendCodePoint(codePoint);
    }
  }

  private Excerpt() {}
}
