package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.ObjectRef;
import java.util.List;
import java.util.SortedMap;

/**
 * One write: all fields that one owner holds in one object.
 *
 * @param object the object
 * @param uid its identity; an object of the same name made later is left alone
 * @param author the owner
 * @param fields text by JSON pointer
 * @param takeOver JSON pointers of the fields that may be taken from whoever set them last
 * @param note annotation that tells a person, and a restart, what was there before
 */
public record ObjectWrite(
    ObjectRef object,
    String uid,
    Author author,
    SortedMap<String, String> fields,
    List<String> takeOver,
    Note note) {

  /**
   * The annotation of a write.
   *
   * @param name of the annotation
   * @param text of the annotation
   */
  public record Note(String name, String text) {}
}
