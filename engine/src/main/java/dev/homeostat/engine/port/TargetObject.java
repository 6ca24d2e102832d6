package dev.homeostat.engine.port;

import java.util.Map;

/** What was found where an object that holds knobs should be. */
public sealed interface TargetObject {

  /**
   * The object.
   *
   * @param uid its identity
   * @param fields by JSON pointer, those that hold a text
   * @param annotations by name
   */
  record Present(String uid, Map<String, Field> fields, Map<String, String> annotations)
      implements TargetObject {
    public Present {
      fields = Map.copyOf(fields);
      annotations = Map.copyOf(annotations);
    }
  }

  /**
   * One field of it.
   *
   * @param text what it holds
   * @param manager who set it last, in words of the port that it understands when the field is
   *     given back; the field manager of the {@link Author} where that is the one; empty where
   *     nobody is known
   * @param barrier why a write would not reach who reads the field; empty where it would
   */
  record Field(String text, String manager, String barrier) {

    /** A field that whoever reads it follows. */
    public Field(String text, String manager) {
      this(text, manager, "");
    }
  }

  /** There is no such object. */
  record Absent() implements TargetObject {}

  /**
   * It could not be read, so nothing is known of it.
   *
   * @param message what was expected, what was found, where, and what to do
   */
  record Unreadable(String message) implements TargetObject {}
}
