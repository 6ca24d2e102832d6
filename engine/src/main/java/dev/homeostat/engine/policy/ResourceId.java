package dev.homeostat.engine.policy;

/**
 * One resource of ours.
 *
 * @param kind such as {@code OperatingMode}
 * @param namespace where it lives; empty where the kind is cluster-scoped
 * @param name its name
 */
public record ResourceId(String kind, String namespace, String name) {

  /** Such as {@code OperatingMode shop/checkout}. */
  @Override
  public String toString() {
    return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
