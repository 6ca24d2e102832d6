package dev.homeostat.engine.policy;

/**
 * One object that holds knobs.
 *
 * @param group API group; empty for the core group
 * @param version API version
 * @param resource plural resource name, such as {@code configmaps}
 * @param namespace where it lives
 * @param name its name
 */
public record ObjectRef(
    String group, String version, String resource, String namespace, String name) {

  /** A ConfigMap. */
  public static ObjectRef configMap(String namespace, String name) {
    return new ObjectRef("", "v1", "configmaps", namespace, name);
  }

  /** Such as {@code configmaps shop/checkout}. */
  @Override
  public String toString() {
    return resource + (group.isEmpty() ? "" : "." + group) + " " + namespace + "/" + name;
  }
}
