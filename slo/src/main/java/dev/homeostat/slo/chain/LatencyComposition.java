package dev.homeostat.slo.chain;

import java.util.List;

/**
 * The latency of a chain from those of its services: in series the sum, in a fan-out the slowest,
 * in a redundant stage that of the member waited for.
 */
public sealed interface LatencyComposition {

  /**
   * A latency.
   *
   * @param millis end to end
   * @param criticalPath indexes of the services whose latencies it is the sum of, in the order of
   *     their stages
   */
  record Composed(double millis, List<Integer> criticalPath) implements LatencyComposition {
    public Composed {
      criticalPath = List.copyOf(criticalPath);
    }
  }

  /**
   * No latency, since it depends on some that are not known.
   *
   * @param services indexes of the services without one
   * @param stages redundant stages that do not say which member is waited for
   */
  record Incomplete(List<Integer> services, List<String> stages) implements LatencyComposition {
    public Incomplete {
      services = List.copyOf(services);
      stages = List.copyOf(stages);
    }
  }
}
