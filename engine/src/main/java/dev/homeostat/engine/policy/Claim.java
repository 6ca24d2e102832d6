package dev.homeostat.engine.policy;

/**
 * One field of one object. It has one owner at most.
 *
 * @param object the object
 * @param path JSON pointer of the field
 */
public record Claim(ObjectRef object, String path) {

  /** Such as {@code configmaps shop/checkout, field /data/admission.limit}. */
  @Override
  public String toString() {
    return object + ", field " + path;
  }
}
