package dev.homeostat.engine.policy;

import dev.cel.common.types.CelType;
import dev.homeostat.crds.ConstraintSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks and compiles the constraints of an OperatingMode. The settings of each mode are checked
 * here, with all workloads that a rule names in that mode; what lies between is checked before each
 * write.
 */
final class ConstraintCompiler {

  private static final int MOST = 8;
  private static final int LONGEST_RULE = 1024;
  private static final List<Mode> MODES = List.of(Mode.TARGET, Mode.DEGRADED, Mode.FLOOR);

  private final SpecReader reader;
  private final PolicySet set;
  private final Resource<OperatingModeSpec> resource;

  ConstraintCompiler(SpecReader reader, PolicySet set, Resource<OperatingModeSpec> resource) {
    this.reader = reader;
    this.set = set;
    this.resource = resource;
  }

  List<Constraint> compile(List<KnobPolicy> knobs) {
    List<ConstraintSpec> declared = resource.spec().constraints();
    if (declared.isEmpty()) {
      return List.of();
    }
    String path = "spec.constraints";
    reader.atMost(path, declared, MOST);
    reader.unique(
        path, declared.stream().map(c -> Objects.requireNonNullElse(c.name(), "")).toList());
    List<Constraint> constraints = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Constraint constraint = constraint(path + "[" + i + "]", declared.get(i), knobs);
      if (constraint != null) {
        constraints.add(constraint);
      }
    }
    return constraints;
  }

  private @Nullable Constraint constraint(
      String path, ConstraintSpec declared, List<KnobPolicy> knobs) {
    int before = reader.problems().size();
    String name = reader.required(path + ".name", declared.name());
    String rule = reader.required(path + ".rule", declared.rule());
    String message = reader.required(path + ".message", declared.message());
    if (rule.length() > LONGEST_RULE) {
      reader.invalid(path + ".rule", "expected at most 1024 characters, found " + rule.length());
    }
    reader.atMost(path + ".with", declared.others(), MOST);
    Map<String, List<KnobPolicy>> known = new TreeMap<>();
    known.put(KnobValues.own(), knobs);
    for (int i = 0; i < declared.others().size(); i++) {
      String other = declared.others().get(i);
      known.put(KnobValues.ofOther(other), knobsOf(path + ".with[" + i + "]", other));
    }
    if (reader.problems().size() > before) {
      return null;
    }
    try {
      Constraint constraint =
          new Constraint(
              new Constraint.RuleSource(name, rule, message, declared.others()),
              RuleCompiler.compile(rule, variables(known)));
      check(path, constraint, known);
      return constraint;
    } catch (RuleCompiler.RefusedException e) {
      reader.invalid(path + ".rule", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private List<KnobPolicy> knobsOf(String path, String name) {
    Resource<OperatingModeSpec> other =
        set.find(OperatingModeSpec.class, resource.id().namespace(), name).orElse(null);
    if (other == null) {
      reader.problem(
          "UnknownOperatingMode",
          path,
          "there is no OperatingMode %s/%s; declare it, or name one that there is"
              .formatted(resource.id().namespace(), name));
      return List.of();
    }
    boolean hasFloor = other.spec().modes() != null && other.spec().modes().floor() != null;
    SpecReader ignored = new SpecReader();
    return new KnobCompiler(
            ignored, other.id().namespace(), new SelectionCompiler(ignored, set, other), hasFloor)
        .compile(other.spec().knobs());
  }

  private static SortedMap<String, CelType> variables(Map<String, List<KnobPolicy>> known) {
    SortedMap<String, CelType> variables = new TreeMap<>();
    known.forEach(
        (prefix, knobs) ->
            knobs.stream()
                .filter(KnobValues::isNamed)
                .forEach(
                    knob -> variables.put(KnobValues.name(prefix, knob), KnobValues.type(knob))));
    return variables;
  }

  private void check(String path, Constraint constraint, Map<String, List<KnobPolicy>> known) {
    for (Mode mode : MODES) {
      Map<String, Object> values = new HashMap<>();
      known.forEach(
          (prefix, knobs) ->
              knobs.forEach(knob -> KnobValues.put(values, prefix, knob, knob.in(mode))));
      Constraint.Verdict verdict = constraint.judge(values);
      if (verdict != Constraint.Verdict.KEPT) {
        reader.problem(
            "ConstraintBroken",
            path,
            "%s: the settings of %s %s; change them or the rule %s"
                .formatted(
                    constraint.message(),
                    mode.word(),
                    verdict == Constraint.Verdict.BROKEN ? "break it" : "cannot be judged",
                    constraint.rule()));
        return;
      }
    }
  }
}
