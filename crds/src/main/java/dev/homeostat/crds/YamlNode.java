package dev.homeostat.crds;

import java.util.List;
import java.util.Map;

/** A value in a YAML document, with the line (from 1) on which it starts. */
public sealed interface YamlNode {

  /** Where it starts. */
  int line();

  /** What it is, in words for a message. */
  String description();

  /** Whether it is {@code null} or left out, which in a field means the same as no field. */
  default boolean isNothing() {
    return false;
  }

  /** Fields by their keys. */
  record Mapping(int line, Map<String, Field> fields) implements YamlNode {
    @Override
    public String description() {
      return "a mapping";
    }
  }

  /** A field's value, and the line of its key. */
  record Field(int line, YamlNode value) {}

  /** A list. */
  record Items(int line, List<YamlNode> items) implements YamlNode {
    @Override
    public String description() {
      return "a list";
    }
  }

  /** A single value as it is written. */
  record Scalar(int line, ScalarKind kind, String text) implements YamlNode {
    @Override
    public String description() {
      return kind.describe(text);
    }

    @Override
    public boolean isNothing() {
      return kind == ScalarKind.NOTHING;
    }
  }

  /** What stands where something was refused, so that no second problem is reported for it. */
  record Refused(int line) implements YamlNode {
    @Override
    public String description() {
      return "something that was refused";
    }
  }
}
