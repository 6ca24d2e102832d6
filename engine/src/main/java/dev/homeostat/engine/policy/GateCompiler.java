package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the gates of Recovery, and the workloads that another needs. */
final class GateCompiler {

  private static final int MOST = 8;

  private final SpecReader reader;
  private final PolicySet set;
  private final Resource<OperatingModeSpec> resource;

  GateCompiler(SpecReader reader, PolicySet set, Resource<OperatingModeSpec> resource) {
    this.reader = reader;
    this.set = set;
    this.resource = resource;
  }

  List<Gate> gates() {
    OperatingModeSpec.Modes modes = resource.spec().modes();
    List<OperatingModeSpec.Gate> declared =
        modes == null || modes.recovery() == null ? List.of() : modes.recovery().gates();
    String path = "spec.modes.recovery.gates";
    reader.atMost(path, declared, MOST);
    reader.unique(
        path, declared.stream().map(g -> Objects.requireNonNullElse(g.name(), "")).toList());
    List<Gate> gates = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Gate gate = gate(path + "[" + i + "]", declared.get(i));
      if (gate != null) {
        gates.add(gate);
      }
    }
    return gates;
  }

  private @Nullable Gate gate(String path, OperatingModeSpec.Gate gate) {
    int before = reader.problems().size();
    String name = reader.required(path + ".name", gate.name());
    if ((gate.signal() == null) == (gate.operatingMode() == null)) {
      reader.invalid(path, "expected exactly one of signal and operatingMode");
      return null;
    }
    if (gate.operatingMode() != null) {
      checkPeer(path + ".operatingMode", gate.operatingMode());
      Set<Mode> modes = EnumSet.noneOf(Mode.class);
      for (String word : gate.modes().isEmpty() ? List.of("Target") : gate.modes()) {
        Mode mode = Mode.ofWord(word);
        if (mode == null) {
          reader.invalid(path + ".modes", "expected modes such as Target, found " + word);
        } else {
          modes.add(mode);
        }
      }
      return reader.problems().size() > before
          ? null
          : new Gate.OfWorkload(name, gate.operatingMode(), modes);
    }
    List<String> signals =
        resource.spec().signals().stream()
            .map(s -> Objects.requireNonNullElse(s.name(), ""))
            .toList();
    int signal = signals.indexOf(gate.signal());
    if (signal < 0) {
      reader.problem(
          "UnknownSignal",
          path + ".signal",
          "spec.signals has no signal %s; it has %s"
              .formatted(gate.signal(), String.join(", ", signals)));
    }
    Double above = gate.above();
    Double below = gate.below();
    if ((above == null) == (below == null)) {
      reader.invalid(path, "expected exactly one of above and below");
      return null;
    }
    Condition.Side side = above != null ? Condition.Side.ABOVE : Condition.Side.BELOW;
    double threshold = above != null ? above : Objects.requireNonNull(below);
    return reader.problems().size() > before
        ? null
        : new Gate.OfSignal(name, signal, side, threshold);
  }

  /** The modes whose entry waits for an approval. */
  Set<Mode> approved() {
    OperatingModeSpec.Modes modes = resource.spec().modes();
    Set<Mode> approved = EnumSet.noneOf(Mode.class);
    if (modes != null && modes.recovery() != null) {
      for (String word : modes.recovery().approval()) {
        Mode mode = Mode.ofWord(word);
        if (mode == Mode.RECOVERY || mode == Mode.TARGET) {
          approved.add(mode);
        } else {
          reader.invalid(
              "spec.modes.recovery.approval", "expected Recovery or Target, found " + word);
        }
      }
    }
    return approved;
  }

  List<String> dependsOn() {
    List<OperatingModeSpec.Dependency> declared = resource.spec().dependsOn();
    reader.atMost("spec.dependsOn", declared, MOST);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      String path = "spec.dependsOn[" + i + "].operatingMode";
      String name = reader.required(path, declared.get(i).operatingMode());
      if (!name.isEmpty()) {
        checkPeer(path, name);
        names.add(name);
      }
    }
    if (reaches(names, resource.id().name(), new HashSet<>())) {
      reader.problem(
          "DependencyCycle",
          "spec.dependsOn",
          "it leads back to " + resource.id().name() + ", and none of them could rise; cut it");
    }
    return names;
  }

  private boolean reaches(List<String> names, String goal, Set<String> seen) {
    for (String name : names) {
      if (name.equals(goal)) {
        return true;
      }
      List<String> next =
          set.find(OperatingModeSpec.class, resource.id().namespace(), name)
              .map(Resource::spec)
              .map(
                  spec ->
                      spec.dependsOn().stream()
                          .map(d -> Objects.requireNonNullElse(d.operatingMode(), ""))
                          .toList())
              .orElse(List.of());
      if (seen.add(name) && reaches(next, goal, seen)) {
        return true;
      }
    }
    return false;
  }

  private void checkPeer(String path, String name) {
    if (set.find(OperatingModeSpec.class, resource.id().namespace(), name).isEmpty()) {
      reader.problem(
          "UnknownOperatingMode",
          path,
          "there is no OperatingMode %s/%s; declare it, or name one that there is"
              .formatted(resource.id().namespace(), name));
    }
  }
}
