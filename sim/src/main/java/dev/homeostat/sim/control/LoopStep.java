package dev.homeostat.sim.control;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A loop of a policy whose knob and signal a simulated plant has, for an experiment on them.
 *
 * @param loop the ControlLoop
 * @param series of the plant, its signal
 * @param knob of the plant
 * @param target value with which the knob is deployed
 * @param min smallest value of the knob
 * @param max largest value of the knob
 * @param deployed all knobs with which the service is deployed
 */
public record LoopStep(
    Resource<ControlLoopSpec> loop,
    String series,
    String knob,
    double target,
    double min,
    double max,
    Map<String, Double> deployed) {

  /** The loops of a policy that a plant can be stepped for: those with a series of their own. */
  public static List<LoopStep> of(PlantPolicy policy) {
    List<LoopStep> steps = new ArrayList<>();
    Map<String, Double> deployed = new HashMap<>();
    policy.deployed().forEach((knob, text) -> deployed.put(knob, Double.parseDouble(text)));
    for (Resource<ControlLoopSpec> loop : policy.set().all(ControlLoopSpec.class)) {
      ControlLoopSpec spec = loop.spec();
      ControlLoopSpec.KnobReference drives = Objects.requireNonNull(spec.drives());
      OperatingModeSpec.Signal signal = Objects.requireNonNull(spec.signal());
      if (signal.promql() == null) {
        continue;
      }
      ResourceId mode =
          new ResourceId(
              "OperatingMode",
              loop.id().namespace(),
              Objects.requireNonNull(drives.operatingMode()));
      DeclaredKnob knob = knob(policy, mode, Objects.requireNonNull(drives.knob()));
      steps.add(
          new LoopStep(
              loop,
              Objects.requireNonNull(signal.promql().query()).strip(),
              knob.name(),
              Objects.requireNonNull(deployed.get(knob.name())),
              knob.min(),
              knob.max(),
              Map.copyOf(deployed)));
    }
    return steps;
  }

  /** What the plant calls a knob: both lists are in the order of the declaration. */
  private static DeclaredKnob knob(PlantPolicy policy, ResourceId mode, String name) {
    List<OperatingModeSpec.Knob> declared = policy.mode(mode).knobs();
    for (int i = 0; i < declared.size(); i++) {
      if (name.equals(declared.get(i).name())) {
        return Objects.requireNonNull(policy.knobs().get(mode)).get(i);
      }
    }
    throw new IllegalStateException("a checked loop drives a knob that is declared: " + name);
  }
}
