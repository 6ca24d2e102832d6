package dev.homeostat.engine.policy;

import dev.homeostat.modes.CanaryPolicy;
import java.util.Set;

/**
 * How a change towards more risk is tried first.
 *
 * @param policy how it is judged
 * @param first names of the knobs that get it first, each an object of one held by several
 */
public record Canary(CanaryPolicy policy, Set<String> first) {

  public Canary {
    first = Set.copyOf(first);
  }
}
