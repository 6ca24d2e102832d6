package dev.homeostat.cli.report;

/** Text in HTML. */
final class Markup {

  /** A text whose characters mean nothing but themselves. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private Markup() {}
}
