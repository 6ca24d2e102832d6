package dev.homeostat.sim.control;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Surface;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy, as a user applies it, whose signals and knobs the plant of a scenario has.
 *
 * @param set its resources
 * @param knobs what it says of knobs, by resource
 */
public record PlantPolicy(PolicySet set, Map<ResourceId, List<DeclaredKnob>> knobs) {

  /**
   * A policy that was checked.
   *
   * @param policy null where there is a problem
   * @param problems all that is wrong with it, by line
   */
  public record Checked(@Nullable PlantPolicy policy, List<ManifestProblem> problems) {}

  /** Checks a file against the plant of a scenario; nothing runs. */
  public static Checked check(ManifestFile file, Scenario scenario) {
    return new PlantPolicyReader(file, Surface.of(scenario)).read();
  }

  /** The OperatingMode of an id. */
  OperatingModeSpec mode(ResourceId id) {
    return set.find(OperatingModeSpec.class, id.namespace(), id.name())
        .map(Resource::spec)
        .orElseThrow();
  }

  /** The ConfigMap that holds the knobs. */
  ObjectRef config() {
    return ObjectRef.configMap(
        set.all(OperatingModeSpec.class).get(0).id().namespace(), PlantConfig.NAME);
  }

  /** The texts that knobs are deployed with: those of Target, of the oldest that names them. */
  Map<String, String> deployed() {
    Map<String, String> texts = new LinkedHashMap<>();
    knobs
        .values()
        .forEach(list -> list.forEach(knob -> texts.putIfAbsent(knob.name(), knob.targetText())));
    return texts;
  }
}
