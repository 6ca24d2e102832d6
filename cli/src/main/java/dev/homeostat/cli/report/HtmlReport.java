package dev.homeostat.cli.report;

import java.util.List;
import java.util.Locale;

/**
 * A report of one run as one HTML file, readable on a light and on a dark screen.
 *
 * @param title of the page
 * @param lead what was run, one sentence
 * @param rows of the table: the first one is its head
 * @param bands modes over time
 * @param charts one below the other, over the same time
 * @param notes what happened, one line each
 */
public record HtmlReport(
    String title,
    String lead,
    List<List<String>> rows,
    List<Band> bands,
    List<Chart> charts,
    List<String> notes) {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ground: #fff; --ink: #1c2127; --faint: #d5dae0;
        --c1: #0b62c4; --c2: #c2410c; --c3: #0f766e; --c4: #7c3aed;
        --target: transparent; --degraded: #f6c34433; --floor: #e5484d33; --recovery: #46a75833; }
      @media (prefers-color-scheme: dark) { :root { --ground: #14171b; --ink: #e6e9ec; --faint: #3a4048;
        --c1: #6cb2ff; --c2: #ff9b6a; --c3: #4fd1c0; --c4: #c4a1ff;
        --degraded: #f6c34440; --floor: #e5484d4d; --recovery: #46a75840; } }
      body { background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif;
        max-width: 960px; margin: 2rem auto; padding: 0 1rem; }
      h2 { font-size: 1rem; margin: 1.6rem 0 0; }
      table { border-collapse: collapse; margin: 1rem 0; }
      td, th { padding: .2rem .8rem; border-bottom: 1px solid var(--faint); text-align: right; }
      td:first-child, th:first-child { text-align: left; }
      svg { width: 100%; height: auto; }
      svg text { fill: var(--ink); font: 12px system-ui, sans-serif; }
      .grid { stroke: var(--faint); stroke-width: 1; }
      .line { fill: none; stroke-width: 1.6; }
      .c1 { stroke: var(--c1); } .c2 { stroke: var(--c2); } .c3 { stroke: var(--c3); } .c4 { stroke: var(--c4); }
      .key { display: inline-block; width: 1.2em; height: .7em; margin: 0 .35em 0 1em; }
      .target { fill: var(--target); } .degraded { fill: var(--degraded); background: var(--degraded); }
      .floor { fill: var(--floor); background: var(--floor); }
      .recovery { fill: var(--recovery); background: var(--recovery); }
      ul { padding-left: 1.2rem; }
      """;

  /** The page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>")
        .append(Markup.escaped(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n<h1>")
        .append(Markup.escaped(title))
        .append("</h1>\n<p>")
        .append(Markup.escaped(lead))
        .append("</p>\n");
    table(page);
    page.append("<p>Modes:")
        .append(key("degraded", "Degraded"))
        .append(key("floor", "Floor"))
        .append(key("recovery", "Recovery"))
        .append("; without a colour: Target</p>\n");
    for (Chart chart : charts) {
      page.append("<h2>").append(Markup.escaped(chart.title())).append("</h2>\n<p>");
      chart.lines().forEach(line -> page.append(key(line)));
      page.append("</p>\n").append(chart.svg(bands));
    }
    page.append("<h2>What was decided</h2>\n<ul>\n");
    notes.forEach(note -> page.append("<li>").append(Markup.escaped(note)).append("</li>\n"));
    return page.append(notes.isEmpty() ? "<li>nothing</li>\n" : "").append("</ul>\n").toString();
  }

  private void table(StringBuilder page) {
    page.append("<table>\n");
    for (int i = 0; i < rows.size(); i++) {
      String cell = i == 0 ? "th" : "td";
      page.append("<tr>");
      for (String text : rows.get(i)) {
        page.append(String.format(Locale.ROOT, "<%s>%s</%s>", cell, Markup.escaped(text), cell));
      }
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private static String key(String mode, String name) {
    return "<span class=\"key " + mode + "\"></span>" + name;
  }

  private static String key(Line line) {
    return "<span class=\"key\" style=\"background: var(--c"
        + line.color()
        + ")\"></span>"
        + Markup.escaped(line.name());
  }
}
