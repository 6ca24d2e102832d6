package dev.homeostat.sim.control;

import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.scenario.Scenario;

/** The policies that come with the simulator: one for each family of plants. */
public final class ShippedPolicy {

  private static final String FOLDER = "/dev/homeostat/sim/policies/";

  /** Each replica has a knob and series of its own; that policy names four of them. */
  private static final int REPLICAS = 4;

  /** Where the policy for the plant of a scenario stands in the build. */
  public static String resource(Scenario scenario) {
    return FOLDER + family(scenario.plant()) + ".yaml";
  }

  private static String family(PlantSpec plant) {
    if (plant instanceof PlantSpec.Inflight) {
      return "inflight";
    }
    if (plant instanceof PlantSpec.Replicated) {
      return "followers";
    }
    if (!(plant instanceof PlantSpec.Pools pools)) {
      return "pools";
    }
    if (pools.connections() != null) {
      return "connections";
    }
    if (pools.call() != null) {
      return "dependency";
    }
    if (pools.heap() != null) {
      return "threads";
    }
    return pools.replicas() == REPLICAS ? "replicas" : "pools";
  }

  private ShippedPolicy() {}
}
