package dev.homeostat.engine.policy;

import dev.homeostat.crds.ObjectSelector;
import dev.homeostat.crds.OperatingModeSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects of one kind with some labels, as one account sees them.
 *
 * @param group API group; empty for the core group
 * @param version API version
 * @param resource plural resource name
 * @param namespace where they live
 * @param labels that they must have
 * @param account ServiceAccount that looks
 */
public record ObjectSelection(
    String group,
    String version,
    String resource,
    String namespace,
    SortedMap<String, String> labels,
    String account) {

  /** How many objects may hold one knob. */
  public static final int MOST = 64;

  public ObjectSelection {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** All that the OperatingModes of a set look for, each once. */
  public static Set<ObjectSelection> of(PolicySet set) {
    Set<ObjectSelection> selections = new LinkedHashSet<>();
    for (Resource<OperatingModeSpec> resource : set.all(OperatingModeSpec.class)) {
      for (OperatingModeSpec.Knob knob : resource.spec().knobs()) {
        ObjectSelection one = of(resource, knob.in());
        if (one != null) {
          selections.add(one);
        }
      }
    }
    return selections;
  }

  /** Whether a location selects its objects. */
  static boolean isSelected(OperatingModeSpec.@Nullable Location in) {
    return selector(in) != null;
  }

  /** Whether a location says that it selects, and by nothing. */
  static boolean lacksLabels(OperatingModeSpec.Location in) {
    ObjectSelector selector = selector(in);
    return selector != null && selector.matchLabels().isEmpty();
  }

  private static @Nullable ObjectSelector selector(OperatingModeSpec.@Nullable Location in) {
    if (in == null) {
      return null;
    }
    return in.configMapKey() != null
        ? in.configMapKey().selector()
        : in.field() != null ? in.field().selector() : null;
  }

  /** What a knob's location looks for; null where it names its objects. */
  static @Nullable ObjectSelection of(
      Resource<OperatingModeSpec> resource, OperatingModeSpec.@Nullable Location in) {
    ObjectSelector selector = selector(in);
    OperatingModeSpec.Field field = in == null ? null : in.field();
    if (selector == null || selector.matchLabels().isEmpty()) {
      return null;
    }
    return new ObjectSelection(
        field == null ? "" : Objects.requireNonNullElse(field.group(), ""),
        field == null ? "v1" : Objects.requireNonNullElse(field.version(), ""),
        field == null ? "configmaps" : Objects.requireNonNullElse(field.resource(), ""),
        resource.id().namespace(),
        new TreeMap<>(selector.matchLabels()),
        Workload.accountOf(resource.spec()));
  }

  /** The set as if each selection had found two objects, to check it where there is no cluster. */
  public static PolicySet assumed(PolicySet set) {
    List<Selected> selected = new ArrayList<>();
    of(set).forEach(one -> selected.add(new Selected(one, List.of("one", "another"), "")));
    return new PolicySet(set.resources(), set.exports(), selected);
  }

  /** Such as {@code configmaps in shop with {cell-of=checkout}}. */
  @Override
  public String toString() {
    return resource + (group.isEmpty() ? "" : "." + group) + " in " + namespace + " with " + labels;
  }
}
