package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the objects that were found in the place of the labels that a knob names. */
final class SelectionCompiler {

  private final SpecReader reader;
  private final Resource<OperatingModeSpec> resource;
  private final Map<ObjectSelection, Selected> found = new HashMap<>();

  SelectionCompiler(SpecReader reader, PolicySet set, Resource<OperatingModeSpec> resource) {
    this.reader = reader;
    this.resource = resource;
    set.selected().forEach(one -> found.put(one.of(), one));
  }

  /** Names of the objects that hold one knob, where it names or selects several; else none. */
  List<String> names(OperatingModeSpec.@Nullable Location in) {
    ObjectSelection selection = ObjectSelection.of(resource, in);
    Selected selected = selection == null ? null : found.get(selection);
    return selection == null
        ? ClaimCompiler.names(in)
        : selected == null ? List.of() : selected.names();
  }

  /** Tells why the objects of a knob cannot be used. */
  void check(String path, OperatingModeSpec.@Nullable Location in) {
    ObjectSelection selection = ObjectSelection.of(resource, in);
    if (selection == null) {
      return;
    }
    Selected selected = found.get(selection);
    if (selected == null || !selected.trouble().isEmpty()) {
      reader.problem(
          "TargetsUnknown",
          path,
          selected == null
              ? "nobody has looked yet for " + selection + "; it takes a cluster"
              : selected.trouble());
    } else if (selected.names().isEmpty()) {
      reader.problem(
          "NoTargets", path, "there are no " + selection + "; label those that hold the knob");
    } else if (selected.names().size() > ObjectSelection.MOST) {
      reader.problem(
          "TooManyTargets",
          path,
          "expected at most %d %s, found more; select fewer, or split the workload"
              .formatted(ObjectSelection.MOST, selection));
    }
  }
}
