package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.ObjectRef;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One write: all fields that one owner holds in one object.
 *
 * @param object the object
 * @param uid its identity; an object of the same name made later is left alone
 * @param manager field manager of the owner
 * @param fields text by JSON pointer
 * @param noteName name of the annotation that tells a person, and a restart, what was there before
 * @param note its text
 */
public record ObjectWrite(
    ObjectRef object,
    String uid,
    String manager,
    SortedMap<String, String> fields,
    String noteName,
    String note) {

  /** A write of fields in any order. */
  public static ObjectWrite of(
      ObjectRef object, String uid, String manager, Map<String, String> fields, Note note) {
    return new ObjectWrite(object, uid, manager, new TreeMap<>(fields), note.name(), note.text());
  }

  /**
   * The annotation of a write.
   *
   * @param name of the annotation
   * @param text of the annotation
   */
  public record Note(String name, String text) {}
}
