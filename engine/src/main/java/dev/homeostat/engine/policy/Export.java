package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An OperatingMode of another namespace that lists this one in its {@code exportTo}.
 *
 * @param name such as {@code data/orders}
 * @param needs all that it needs, and what that needs, by such names
 */
public record Export(String name, SortedSet<String> needs) {

  public Export {
    needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
  }

  /** What the OperatingModes of the whole cluster let one namespace name. */
  public static List<Export> to(String namespace, List<Resource<OperatingModeSpec>> all) {
    Map<String, Resource<OperatingModeSpec>> byName = new HashMap<>();
    all.forEach(one -> byName.put(name(one.id()), one));
    List<Export> exports = new ArrayList<>();
    for (Resource<OperatingModeSpec> one : all) {
      if (one.spec().exportTo().contains(namespace) && !one.id().namespace().equals(namespace)) {
        exports.add(new Export(name(one.id()), needs(one, byName)));
      }
    }
    exports.sort((a, b) -> a.name().compareTo(b.name()));
    return exports;
  }

  static String name(ResourceId id) {
    return id.namespace() + "/" + id.name();
  }

  /** Name of what a dependency of a namespace's resource names. */
  static String name(String namespace, OperatingModeSpec.Dependency dependency) {
    return Objects.requireNonNullElse(dependency.namespace(), namespace)
        + "/"
        + Objects.requireNonNullElse(dependency.operatingMode(), "");
  }

  private static SortedSet<String> needs(
      Resource<OperatingModeSpec> one, Map<String, Resource<OperatingModeSpec>> byName) {
    SortedSet<String> seen = new TreeSet<>();
    Deque<Resource<OperatingModeSpec>> open = new ArrayDeque<>(List.of(one));
    while (!open.isEmpty()) {
      Resource<OperatingModeSpec> next = open.pop();
      for (OperatingModeSpec.Dependency dependency : next.spec().dependsOn()) {
        String name = name(next.id().namespace(), dependency);
        Resource<OperatingModeSpec> found = byName.get(name);
        if (seen.add(name) && found != null) {
          open.push(found);
        }
      }
    }
    return seen;
  }
}
