package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.ObjectRef;
import java.util.SortedMap;

/**
 * Fields of one object given back.
 *
 * @param object the object
 * @param uid its identity; an object of the same name made later is left alone
 * @param author the owner, who gives them back
 * @param fields what they held before, by JSON pointer
 * @param noteName name of the annotation that is removed
 */
public record ObjectRestore(
    ObjectRef object,
    String uid,
    Author author,
    SortedMap<String, Before> fields,
    String noteName) {

  /**
   * What a field held before the first write.
   *
   * @param text what it held
   * @param manager who had set it, as {@link TargetObject.Field} names them
   */
  public record Before(String text, String manager) {}
}
