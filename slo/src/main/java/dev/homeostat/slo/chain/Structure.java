package dev.homeostat.slo.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree of a chain as arrays: a node is a service, by its index, or a stage, numbered after the
 * services with members before what contains them. The last node is the root.
 */
final class Structure {

  private final int serviceCount;
  private final List<Stage> stages;
  private final int[][] members;
  private final int[] waitedFor;

  /** Shared availability of a redundant stage; negative for stages that need every member. */
  private final double[] shared;

  Structure(List<Service> services, List<Stage> stages) {
    this.serviceCount = services.size();
    this.stages = List.copyOf(stages);
    this.members = new int[stages.size()][];
    this.waitedFor = new int[stages.size()];
    this.shared = new double[stages.size()];
    Map<String, Integer> nodes = new HashMap<>();
    for (int i = 0; i < serviceCount; i++) {
      nodes.put(services.get(i).name(), i);
    }
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      nodes.put(stage.name(), serviceCount + s);
      members[s] = stage.members().stream().mapToInt(nodes::get).toArray();
      waitedFor[s] = -1;
      shared[s] = -1;
      if (stage.compose() instanceof Compose.Redundant redundant) {
        Double declared = redundant.sharedAvailability();
        shared[s] = declared == null ? 1 : declared;
        String name = redundant.waitedFor();
        waitedFor[s] = name == null ? -1 : nodes.get(name);
      }
    }
  }

  int size() {
    return serviceCount + stages.size();
  }

  int root() {
    return size() - 1;
  }

  int serviceCount() {
    return serviceCount;
  }

  List<Stage> stages() {
    return stages;
  }

  boolean isService(int node) {
    return node < serviceCount;
  }

  Stage stage(int node) {
    return stages.get(node - serviceCount);
  }

  int[] members(int node) {
    return members[node - serviceCount];
  }

  /** The member of a redundant stage whose latency counts, or -1. */
  int waitedFor(int node) {
    return waitedFor[node - serviceCount];
  }

  boolean isRedundant(int node) {
    return shared[node - serviceCount] >= 0;
  }

  boolean isFanOut(int node) {
    return stage(node).compose() instanceof Compose.FanOut;
  }

  /** What the members of a redundant stage share. */
  double shared(int node) {
    return shared[node - serviceCount];
  }

  /**
   * Fills in the error ratios of the stages from those of the services; NaN is a service that says
   * nothing. A stage that needs it says nothing either; a redundant stage does not count on it, so
   * a branch that nobody used adds nothing and hides nothing.
   */
  void compose(double[] errorRatios) {
    for (int node = serviceCount; node < size(); node++) {
      errorRatios[node] =
          isRedundant(node) ? anyOf(node, errorRatios) : allOf(members(node), errorRatios);
    }
  }

  private static double allOf(int[] nodes, double[] errorRatios) {
    double all = 0;
    for (int node : nodes) {
      all += errorRatios[node] * (1 - all);
    }
    return all;
  }

  private double anyOf(int stage, double[] errorRatios) {
    double together = 1;
    boolean known = false;
    for (int node : members(stage)) {
      if (!Double.isNaN(errorRatios[node])) {
        together *= errorRatios[node];
        known = true;
      }
    }
    return known ? 1 - shared(stage) + shared(stage) * together : Double.NaN;
  }
}
