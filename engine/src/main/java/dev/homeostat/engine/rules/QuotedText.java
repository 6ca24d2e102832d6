package dev.homeostat.engine.rules;

/** Texts as YAML reads them back the same: never as a number, a date or a boolean. */
public final class QuotedText {

  /** The text in double quotes, with escapes for all that is not printable ASCII. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\u%04X".formatted((int) c));
      }
    }
    return quoted.append('"').toString();
  }

  private QuotedText() {}
}
