package dev.homeostat.controllers;

import dev.homeostat.engine.Evaluation;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Neighbours;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Where all workloads were at their last evaluation, for those of other namespaces. */
final class Whereabouts implements Neighbours {

  private final Map<ResourceId, Mode> modes = new ConcurrentHashMap<>();

  void note(List<Evaluation> evaluations) {
    for (Evaluation evaluation : evaluations) {
      if (evaluation.decision() == null || evaluation.decision().released()) {
        modes.remove(evaluation.resource());
      } else {
        modes.put(evaluation.resource(), evaluation.decision().mode());
      }
    }
  }

  /** Nothing is known any more. */
  void forget() {
    modes.clear();
  }

  @Override
  public @Nullable Mode modeOf(ResourceId operatingMode) {
    return modes.get(operatingMode);
  }
}
