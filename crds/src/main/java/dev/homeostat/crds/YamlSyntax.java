package dev.homeostat.crds;

import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains YAML syntax errors in words for people who do not know the grammar. */
final class YamlSyntax {

  static final String UNKNOWN_ERROR =
      "expected YAML, found something else; check indentation, quotes and brackets";

  /**
   * An explanation.
   *
   * @param sign part of the parser's own text by which the error is known
   * @param atStart whether the line that matters is where the quote or bracket opened
   */
  private record Explanation(String sign, boolean atStart, String text) {}

  /** The first that fits is taken. */
  private static final List<Explanation> EXPLANATIONS =
      List.of(
          new Explanation(
              "(TAB)", false, "expected spaces, found a tab; YAML is indented with spaces"),
          new Explanation(
              "cannot start any token",
              false,
              "expected a value, found a character that cannot begin one; write it in quotes"),
          new Explanation(
              "mapping values are not allowed",
              false,
              "expected one colon, found a second; write the value in quotes, or correct the"
                  + " indentation"),
          new Explanation(
              "sequence entries are not allowed",
              false,
              "expected a value, found \"- \"; put the list on lines of its own"),
          new Explanation(
              "could not find expected ':'",
              true,
              "expected name: value, found no colon; add it, or correct the indentation"),
          new Explanation(
              "scanning a quoted scalar", true, "expected a closing quote, found none; add it"),
          new Explanation(
              "double-quoted scalar",
              false,
              "expected a known escape after \\, found another; use single quotes for a text with"
                  + " backslashes"),
          new Explanation(
              "parsing a flow sequence",
              true,
              "expected , or ] in the list that begins here, found something else; add it"),
          new Explanation(
              "parsing a flow mapping",
              true,
              "expected , or } in the mapping that begins here, found something else; add it"),
          new Explanation(
              "expected <block end>",
              false,
              "expected the indentation of the lines above, found another; line it up with its"
                  + " neighbours"),
          new Explanation(
              "tag handle", false, "found a tag; tags are not supported: remove the exclamation"));

  static void explain(MarkedYAMLException error, Problems problems) {
    String said = error.getContext() + " " + error.getProblem();
    for (Explanation explanation : EXPLANATIONS) {
      if (said.contains(explanation.sign())) {
        problems.add(line(error, explanation.atStart()), explanation.text());
        return;
      }
    }
    problems.add(line(error, false), UNKNOWN_ERROR);
  }

  private static int line(MarkedYAMLException error, boolean atStart) {
    Mark start = error.getContextMark();
    Mark place = error.getProblemMark();
    Mark mark = (atStart && start != null) || place == null ? start : place;
    return mark == null ? 1 : mark.getLine() + 1;
  }

  private YamlSyntax() {}
}
