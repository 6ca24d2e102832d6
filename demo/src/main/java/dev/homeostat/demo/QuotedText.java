package dev.homeostat.demo;

import java.util.Optional;

/** Text between double quotes, as Prometheus' text format and PromQL's selectors write it. */
final class QuotedText {

  /** Inside of the quotes, for a regular expression; it needs no stack however long the text is. */
  static final String INSIDE = "[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+";

  /** The text meant; empty where an escape is none of {@code \\}, {@code \"} and {@code \n}. */
  static Optional<String> unescaped(String inside) {
    if (inside.indexOf('\\') < 0) {
      return Optional.of(inside);
    }
    StringBuilder text = new StringBuilder(inside.length());
    boolean escaped = false;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (!escaped) {
        escaped = c == '\\';
        if (!escaped) {
          text.append(c);
        }
        continue;
      }
      switch (c) {
        case '\\', '"' -> text.append(c);
        case 'n' -> text.append('\n');
        default -> {
          return Optional.empty();
        }
      }
      escaped = false;
    }
    return escaped ? Optional.empty() : Optional.of(text.toString());
  }

  private QuotedText() {}
}
