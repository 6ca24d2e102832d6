package dev.homeostat.slo.chain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Composes the latencies of a chain's services; those negative or not finite are not known. */
final class Latencies {

  private final Structure structure;

  /** By node; of the stages once they are composed. */
  private final double[] millis;

  Latencies(Structure structure, double[] serviceMillis) {
    this.structure = structure;
    this.millis = new double[structure.size()];
    System.arraycopy(serviceMillis, 0, millis, 0, serviceMillis.length);
  }

  LatencyComposition compose() {
    List<Integer> services = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    Deque<Integer> needed = new ArrayDeque<>(List.of(structure.root()));
    while (!needed.isEmpty()) {
      int node = needed.remove();
      if (!structure.isService(node)) {
        if (structure.isRedundant(node) && structure.waitedFor(node) < 0) {
          stages.add(structure.stage(node).name());
        }
        needed.addAll(awaited(node));
      } else if (!(millis[node] >= 0 && Double.isFinite(millis[node]))) {
        services.add(node);
      }
    }
    if (!services.isEmpty() || !stages.isEmpty()) {
      services.sort(null);
      return new LatencyComposition.Incomplete(services, stages);
    }
    for (int node = structure.serviceCount(); node < structure.size(); node++) {
      millis[node] = ofStage(node);
    }
    return new LatencyComposition.Composed(millis[structure.root()], criticalPath());
  }

  /** The members whose latencies count for a stage. */
  private List<Integer> awaited(int stage) {
    List<Integer> awaited = new ArrayList<>();
    for (int member : structure.members(stage)) {
      if (!structure.isRedundant(stage) || member == structure.waitedFor(stage)) {
        awaited.add(member);
      }
    }
    return awaited;
  }

  private double ofStage(int stage) {
    double sum = 0;
    double slowest = 0;
    for (int member : awaited(stage)) {
      sum += millis[member];
      slowest = Math.max(slowest, millis[member]);
    }
    return structure.isFanOut(stage) ? slowest : sum;
  }

  private List<Integer> criticalPath() {
    List<Integer> path = new ArrayList<>();
    Deque<Integer> stack = new ArrayDeque<>(List.of(structure.root()));
    while (!stack.isEmpty()) {
      int node = stack.pop();
      if (structure.isService(node)) {
        path.add(node);
        continue;
      }
      List<Integer> next = awaited(node);
      if (structure.isFanOut(node)) {
        next = List.of(slowestOf(next));
      }
      for (int i = next.size() - 1; i >= 0; i--) {
        stack.push(next.get(i));
      }
    }
    return path;
  }

  private int slowestOf(List<Integer> nodes) {
    int slowest = nodes.get(0);
    for (int node : nodes) {
      if (millis[node] > millis[slowest]) {
        slowest = node;
      }
    }
    return slowest;
  }
}
