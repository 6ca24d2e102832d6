package dev.homeostat.engine.policy;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ControlLoops and joins each to the workload whose knob it drives. A loop with a
 * problem keeps its knob where it is until that is mended: the knob must not leap to another value
 * because of a typo.
 */
final class LoopCompiler {

  private static final List<String> ENFORCEMENT = List.of("Observe", "Enforce");
  private static final List<String> MODES = List.of("Target", "Degraded", "Floor", "Recovery");
  private static final List<String> AUTOSCALING = List.of("Independent", "ShedOnlyAtMax");
  private static final int MOST_LOOPS = 32;

  /** What a loop refers to. */
  private record Driven(Workload workload, int knob) {}

  private final PolicySet set;
  private final Map<ResourceId, Workload> workloads = new LinkedHashMap<>();
  private final Map<ResourceId, List<SignalPolicy>> signals = new LinkedHashMap<>();
  private final Map<ResourceId, List<LoopPolicy>> loops = new LinkedHashMap<>();

  LoopCompiler(PolicySet set, List<Workload> workloads) {
    this.set = set;
    workloads.forEach(workload -> this.workloads.put(workload.id(), workload));
  }

  /** Checks one loop. */
  void add(SpecReader reader, Resource<ControlLoopSpec> resource) {
    Driven driven = driven(reader, resource);
    if (driven == null || resource.deleting() || set.holdsTwice(resource.id())) {
      return;
    }
    ResourceId id = driven.workload().id();
    List<LoopPolicy> known = loops.computeIfAbsent(id, i -> new ArrayList<>());
    if (known.size() == MOST_LOOPS) {
      reader.invalid(
          "spec.drives", id + " has " + MOST_LOOPS + " loops already, and there may be no more");
      return;
    }
    List<SignalPolicy> read = signals.computeIfAbsent(id, i -> new ArrayList<>());
    known.add(compile(reader, resource, driven, read));
  }

  /** The workloads with their loops. */
  List<Workload> joined(List<Workload> all) {
    return all.stream()
        .map(
            one -> {
              List<LoopPolicy> own = loops.get(one.id());
              return own == null
                  ? one
                  : one.with(new Loops(signals.getOrDefault(one.id(), List.of()), own));
            })
        .toList();
  }

  private @Nullable Driven driven(SpecReader reader, Resource<ControlLoopSpec> resource) {
    ControlLoopSpec.KnobReference drives = resource.spec().drives();
    if (drives == null || drives.operatingMode() == null || drives.knob() == null) {
      reader.invalid("spec.drives", "required: the operatingMode and the knob that it drives");
      return null;
    }
    String namespace = resource.id().namespace();
    Optional<Resource<OperatingModeSpec>> mode =
        set.find(OperatingModeSpec.class, namespace, drives.operatingMode());
    if (mode.isEmpty()) {
      reader.problem(
          "UnknownOperatingMode",
          "spec.drives.operatingMode",
          "there is no OperatingMode %s/%s; declare it, or name one that there is"
              .formatted(namespace, drives.operatingMode()));
      return null;
    }
    List<String> knobs =
        mode.get().spec().knobs().stream().map(k -> String.valueOf(k.name())).toList();
    if (!knobs.contains(drives.knob())) {
      reader.problem(
          "UnknownKnob",
          "spec.drives.knob",
          "%s has no knob %s; it has %s"
              .formatted(mode.get().id(), drives.knob(), String.join(", ", knobs)));
      return null;
    }
    Workload workload = workloads.get(mode.get().id());
    if (workload == null || mode.get().deleting()) {
      reader.problem(
          "InvalidOperatingMode",
          "spec.drives.operatingMode",
          mode.get().id() + " cannot be used; mend what it says of itself first");
      return null;
    }
    for (int i = 0; i < workload.knobs().size(); i++) {
      if (workload.knobs().get(i).name().equals(drives.knob())) {
        return new Driven(workload, i);
      }
    }
    reader.invalid(
        "spec.drives.knob",
        drives.knob() + " lives in several objects, and a loop drives one value; name another");
    return null;
  }

  private LoopPolicy compile(
      SpecReader reader,
      Resource<ControlLoopSpec> resource,
      Driven driven,
      List<SignalPolicy> read) {
    ControlLoopSpec spec = resource.spec();
    KnobPolicy knob = driven.workload().knobs().get(driven.knob());
    String enforcement =
        reader.oneOf("spec.enforcement", spec.enforcement(), ENFORCEMENT, "Observe");
    long workloadMillis = driven.workload().modes().intervalMillis();
    long intervalMillis =
        spec.interval() == null
            ? workloadMillis
            : reader.duration("spec.interval", spec.interval(), "");
    if (intervalMillis < workloadMillis) {
      reader.invalid(
          "spec.interval",
          "expected at least the interval of %s, by which its knobs are set; make that shorter, or this longer"
              .formatted(driven.workload().id()));
    }
    if (knob.kind().isWord()) {
      reader.invalid(
          "spec.drives.knob",
          "expected a number, which a law can move; %s is a word".formatted(knob.name()));
    }
    boolean onlyAtMaximum = onlyAtMaximum(reader, spec, driven.workload());
    List<Mode> activeIn = activeIn(reader, spec.activeIn());
    long priority = spec.priority() == null ? 0 : spec.priority();
    Enforcement limit = enforcement.equals("Enforce") ? Enforcement.ENFORCE : Enforcement.OBSERVE;
    LoopInputsCompiler inputs = new LoopInputsCompiler(reader, set, resource.id(), read);
    LoopPolicy.LoopInputs gathered = inputs.compile(spec);
    LoopOutputCompiler output = new LoopOutputCompiler(reader, knob);
    LoopPolicy.Slew slew = output.slew(spec.output());
    LoopPolicy.Law law =
        knob.kind().isWord()
            ? null
            : new LoopLawCompiler(reader, output, inputs)
                .compile(spec, new LoopLawCompiler.Timing(intervalMillis));
    boolean usable = reader.problems().isEmpty() && gathered != null && law != null;
    return new LoopPolicy(
        resource.id().name(),
        driven.knob(),
        limit,
        activeIn,
        priority,
        Math.max(intervalMillis, workloadMillis),
        onlyAtMaximum,
        usable && gathered != null ? gathered : NO_INPUTS,
        usable ? slew : LoopPolicy.Slew.NONE,
        usable ? law : null);
  }

  private static boolean onlyAtMaximum(SpecReader reader, ControlLoopSpec spec, Workload workload) {
    String word = reader.oneOf("spec.autoscaling", spec.autoscaling(), AUTOSCALING, "Independent");
    if (!word.equals("ShedOnlyAtMax")) {
      return false;
    }
    ObjectRef target = workload.directives().coordination().target();
    if (target == null) {
      reader.invalid(
          "spec.autoscaling",
          "ShedOnlyAtMax needs the workload whose autoscaler counts: name it in spec.targetRef of"
              + " %s, or say Independent".formatted(workload.id()));
    } else if (target.resource().equals("daemonsets")) {
      reader.invalid(
          "spec.autoscaling",
          "ShedOnlyAtMax needs a workload that an autoscaler can scale, and spec.targetRef of %s is"
                  .formatted(workload.id())
              + " a DaemonSet; say Independent");
    }
    return true;
  }

  private static final LoopPolicy.LoopInputs NO_INPUTS =
      new LoopPolicy.LoopInputs(
          LoopPolicy.NONE, LoopPolicy.NONE, LoopPolicy.NONE, LoopPolicy.NONE, 0, 0, 0, null);

  private static List<Mode> activeIn(SpecReader reader, List<String> words) {
    List<Mode> modes = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = reader.oneOf("spec.activeIn[" + i + "]", words.get(i), MODES, "");
      Mode mode = Mode.ofWord(word);
      if (mode != null && !modes.contains(mode)) {
        modes.add(mode);
      }
    }
    return words.isEmpty() ? List.of(Mode.TARGET) : modes;
  }
}
