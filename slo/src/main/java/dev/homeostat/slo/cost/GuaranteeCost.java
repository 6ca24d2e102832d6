package dev.homeostat.slo.cost;

import dev.homeostat.slo.Guarantee;

/**
 * What a guarantee costs for some volume.
 *
 * @param guarantee which one
 * @param wrongness cost of the wrong answers
 * @param coordination cost of the delays
 */
public record GuaranteeCost(Guarantee guarantee, double wrongness, double coordination) {

  /** Both together. */
  public double total() {
    return wrongness + coordination;
  }
}
