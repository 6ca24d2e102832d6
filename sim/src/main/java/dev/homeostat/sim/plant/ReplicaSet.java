package dev.homeostat.sim.plant;

import java.util.Arrays;
import java.util.List;

/**
 * Replicas that take attempts in turn, each as often as its weight says: the smooth weighted round
 * robin of nginx, which with equal weights is plain round robin.
 */
final class ReplicaSet implements Service {

  private final List<ServerPool> replicas;
  private final double[] weights;
  private final double[] credits;

  ReplicaSet(List<ServerPool> replicas) {
    this.replicas = List.copyOf(replicas);
    weights = new double[replicas.size()];
    credits = new double[replicas.size()];
    Arrays.fill(weights, 1);
  }

  /**
   * Sets how often one is chosen.
   *
   * @param weight 0 leaves it out
   */
  void setWeight(int replica, double weight) {
    weights[replica] = weight;
    // A debt from before would still be paid for, by the one or by the others.
    Arrays.fill(credits, 0);
  }

  @Override
  public Door offer(int attempt) {
    int chosen = -1;
    double sum = 0;
    for (int replica = 0; replica < weights.length; replica++) {
      if (weights[replica] > 0) {
        sum += weights[replica];
        credits[replica] += weights[replica];
        chosen = chosen < 0 || credits[replica] > credits[chosen] ? replica : chosen;
      }
    }
    if (chosen < 0) {
      return Door.REJECTED;
    }
    credits[chosen] -= sum;
    return replicas.get(chosen).offer(attempt);
  }
}
