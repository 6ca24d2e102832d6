package dev.homeostat.sim.control;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.sim.metrics.NearestName;
import dev.homeostat.sim.metrics.Reach;
import dev.homeostat.sim.scenario.Surface;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks a file of manifests, first as the engine does, then against what a plant has. */
final class PlantPolicyReader {

  private static final Set<String> NUMBERS = Set.of("Integer", "Decimal", "Percentage");
  private static final double DECIMAL_QUANTUM = 1e-6;

  private final ManifestFile file;
  private final Surface plant;
  private final PolicySet set;
  private final List<ManifestProblem> problems = new ArrayList<>();
  private final Map<ResourceId, List<DeclaredKnob>> knobs = new LinkedHashMap<>();

  PlantPolicyReader(ManifestFile file, Surface plant) {
    this.file = file;
    this.plant = plant;
    this.set = PolicySet.of(file.manifests());
  }

  PlantPolicy.Checked read() {
    CompiledPolicy compiled = PolicyCompiler.compile(set);
    problems.addAll(file.problems());
    for (int i = 0; i < file.manifests().size(); i++) {
      Manifest<?> manifest = file.manifests().get(i);
      compiled
          .problems()
          .getOrDefault(set.resources().get(i).id(), List.of())
          .forEach(p -> problem(manifest, p.subject(), p.reason() + ": " + p.message()));
    }
    if (problems.isEmpty()) {
      checkChains();
      checkModes(compiled);
      checkLoops();
    }
    problems.sort(Comparator.comparingInt(ManifestProblem::line));
    return problems.isEmpty()
        ? new PlantPolicy.Checked(new PlantPolicy(set, knobs), List.of())
        : new PlantPolicy.Checked(null, problems);
  }

  private void checkChains() {
    for (Manifest<SLOChainSpec> chain : file.of(SLOChainSpec.class)) {
      List<SLOChainSpec.Service> services = chain.spec().services();
      for (int i = 0; i < services.size(); i++) {
        String path = "spec.services[" + i + "]";
        checkSeries(chain, path + ".errors", services.get(i).errors());
        checkSeries(chain, path + ".total", services.get(i).total());
      }
    }
  }

  private void checkModes(CompiledPolicy compiled) {
    List<Manifest<OperatingModeSpec>> modes = file.of(OperatingModeSpec.class);
    if (modes.isEmpty()) {
      problems.add(
          new ManifestProblem(
              file.manifests().isEmpty() ? "policy" : file.manifests().get(0).origin().file(),
              1,
              "",
              "there is no OperatingMode, so that nothing would be controlled; declare one"));
    }
    for (Manifest<OperatingModeSpec> mode : modes) {
      String first = modes.get(0).metadata().namespace();
      if (!Objects.equals(mode.metadata().namespace(), first)) {
        problem(
            mode,
            "metadata.namespace",
            "expected the namespace " + first + " of the first one: a plant is in one namespace");
      }
      checkSignals(mode);
      compiled.workloads().stream()
          .filter(workload -> isOf(workload, mode))
          .forEach(workload -> knobs.put(workload.id(), declared(mode, workload)));
    }
  }

  private static boolean isOf(Workload workload, Manifest<OperatingModeSpec> mode) {
    return workload.id().name().equals(mode.metadata().name())
        && workload.id().namespace().equals(mode.metadata().namespace());
  }

  private void checkSignals(Manifest<OperatingModeSpec> mode) {
    List<OperatingModeSpec.Signal> signals = mode.spec().signals();
    for (int i = 0; i < signals.size(); i++) {
      checkSignal(mode, "spec.signals[" + i + "]", signals.get(i));
    }
  }

  private void checkLoops() {
    for (Manifest<ControlLoopSpec> loop : file.of(ControlLoopSpec.class)) {
      ControlLoopSpec spec = loop.spec();
      checkSignal(loop, "spec.signal", spec.signal());
      checkSetpoint(loop);
      checkSignal(loop, "spec.inflight", spec.inflight());
      checkSignal(loop, "spec.drops", spec.drops());
      if (spec.feedForward() != null) {
        checkSignal(loop, "spec.feedForward.signal", spec.feedForward().signal());
      }
      if (spec.tuning() != null
          && spec.tuning().relay() != null
          && spec.tuning().relay().budget() != null) {
        checkSignal(
            loop, "spec.tuning.relay.budget.burnRate", spec.tuning().relay().budget().burnRate());
      }
    }
  }

  /** A set point that the signal never has in this plant, with the knobs of this policy. */
  private void checkSetpoint(Manifest<ControlLoopSpec> loop) {
    Double setpoint = loop.spec().setpoint();
    OperatingModeSpec.Signal signal = loop.spec().signal();
    if (setpoint == null || signal == null) {
      return;
    }
    if (signal.promql() != null) {
      String name = String.valueOf(signal.promql().query()).strip();
      Reach reach = plant.reaches().get(name);
      if (reach != null) {
        checkSetpoint(loop, setpoint, name, reach.least(), highest(reach));
      }
    } else if (signal.sloChain() != null && signal.sloChain().measure() == null) {
      file.of(SLOChainSpec.class).stream()
          .filter(chain -> Objects.equals(chain.metadata().name(), signal.sloChain().name()))
          .findFirst()
          .ifPresent(
              chain ->
                  checkSetpoint(loop, setpoint, "a burn rate", 0, highestBurnRate(chain.spec())));
    }
  }

  private void checkSetpoint(
      Manifest<?> loop, double setpoint, String name, double least, double most) {
    if (setpoint < least || setpoint > most) {
      problem(
          loop,
          "spec.setpoint",
          "expected a value within %s, which %s can reach in this plant with the knobs of this policy; found %s"
              .formatted(
                  most < Double.POSITIVE_INFINITY ? least + " to " + most : least + " and more",
                  name,
                  setpoint));
    }
  }

  /** With a knob the largest value that this policy can set it to; else the plant's own. */
  private double highest(Reach reach) {
    return knobs.values().stream()
        .flatMap(List::stream)
        .filter(knob -> knob.name().equals(reach.knob()))
        .mapToDouble(DeclaredKnob::max)
        .max()
        .orElse(reach.most());
  }

  /** All fail: {@code 1 / (1 - objective)}, with the strictest objective of the chain. */
  private static double highestBurnRate(SLOChainSpec chain) {
    return Stream.concat(
            Stream.of(String.valueOf(chain.objective())),
            chain.services().stream().map(service -> String.valueOf(service.objective())))
        .mapToDouble(Double::parseDouble)
        .map(objective -> 1 / (1 - objective))
        .max()
        .orElseThrow();
  }

  private void checkSignal(
      Manifest<?> manifest, String path, OperatingModeSpec.@Nullable Signal signal) {
    if (signal == null) {
      return;
    }
    if (signal.promql() != null) {
      checkSeries(manifest, path + ".promql.query", signal.promql().query());
    } else if (signal.shared() != null) {
      problem(
          manifest,
          path + ".shared",
          "the simulator has no Prometheus that could compute a shared signal; use an SLOChain,"
              + " or promql with the name of a series");
    }
  }

  private void checkSeries(Manifest<?> manifest, String path, @Nullable String expression) {
    String name = expression == null ? "" : expression.strip();
    if (!plant.series().contains(name)) {
      problem(
          manifest,
          path,
          NearestName.refusal("series of this plant", name, plant.series())
              + " (the simulator understands the name of one series, no more of PromQL)");
    }
  }

  private List<DeclaredKnob> declared(Manifest<OperatingModeSpec> mode, Workload workload) {
    List<DeclaredKnob> declared = new ArrayList<>();
    for (int i = 0; i < workload.knobs().size(); i++) {
      int before = problems.size();
      OperatingModeSpec.Knob spec = mode.spec().knobs().get(i);
      KnobPolicy policy = workload.knobs().get(i);
      String path = "spec.knobs[" + i + "]";
      String name = plantKnob(mode, path, spec);
      if (problems.size() == before) {
        DeclaredKnob knob = knob(spec, policy, name);
        checkBound(mode, path + ".min", name, knob.min());
        checkBound(mode, path + ".max", name, knob.max());
        declared.add(knob);
      }
    }
    return declared;
  }

  /** The plant's knob that a knob of the policy sets. */
  private String plantKnob(
      Manifest<OperatingModeSpec> mode, String path, OperatingModeSpec.Knob spec) {
    OperatingModeSpec.ConfigMapKey key = spec.in() == null ? null : spec.in().configMapKey();
    String name = key == null ? "" : Objects.requireNonNullElse(key.key(), "");
    if (key == null || !PlantConfig.NAME.equals(key.name())) {
      problem(
          mode,
          path + ".in",
          "expected a key of the ConfigMap "
              + PlantConfig.NAME
              + ", which holds the knobs of every simulated plant");
    } else if (!plant.knobs().names().contains(name)) {
      problem(
          mode,
          path + ".in.configMapKey.key",
          NearestName.refusal("knob of this plant", name, plant.knobs().names()));
    } else if (key.format() != null && !KnobPolicy.PLACEHOLDER.equals(key.format())) {
      problem(
          mode,
          path + ".in.configMapKey.format",
          "a knob of a simulated plant is a number without a text around it; remove the format");
    }
    if (!NUMBERS.contains(String.valueOf(spec.type()))) {
      problem(
          mode,
          path + ".type",
          "a knob of a simulated plant is a number: expected Integer, Decimal or Percentage, found "
              + spec.type());
    }
    return name;
  }

  private static DeclaredKnob knob(
      OperatingModeSpec.Knob spec, KnobPolicy policy, String plantKnob) {
    OperatingModeSpec.SlewRate slew = spec.slewRate();
    double slewPerMilli =
        slew == null
            ? Double.POSITIVE_INFINITY
            : number(slew.change())
                / DurationText.parseMillis(String.valueOf(slew.per())).orElseThrow();
    return new DeclaredKnob(
        plantKnob,
        number(spec.min()),
        number(spec.max()),
        "Lower".equals(spec.saferDirection()),
        slewPerMilli,
        "Integer".equals(spec.type()) ? 1 : DECIMAL_QUANTUM,
        policy.text(policy.target()));
  }

  private static double number(@Nullable IntOrString value) {
    return Double.parseDouble(String.valueOf(Objects.requireNonNull(value).getValue()));
  }

  private void checkBound(Manifest<?> mode, String path, String plantKnob, double bound) {
    try {
      plant.knobs().check(plantKnob, bound);
    } catch (IllegalArgumentException e) {
      problem(mode, path, String.valueOf(e.getMessage()));
    }
  }

  private void problem(Manifest<?> manifest, String path, String message) {
    problems.add(manifest.origin().problem(path, message));
  }
}
