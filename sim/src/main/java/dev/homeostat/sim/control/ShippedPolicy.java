package dev.homeostat.sim.control;

/** The policies that come with the simulator: one for each family of plants. */
public final class ShippedPolicy {

  private static final String FOLDER = "/dev/homeostat/sim/policies/";

  /** Where the policy of a scenario's plant stands in the build. */
  public static String resource(String scenario) {
    return FOLDER
        + switch (scenario) {
          case "spike", "ramp" -> "inflight.yaml";
          case "slow-dependency" -> "dependency.yaml";
          case "slow-disk" -> "replicas.yaml";
          case "gc-spiral" -> "threads.yaml";
          default -> "pools.yaml";
        };
  }

  private ShippedPolicy() {}
}
