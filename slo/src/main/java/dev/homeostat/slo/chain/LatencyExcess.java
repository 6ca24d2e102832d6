package dev.homeostat.slo.chain;

/**
 * A service over its share of the latency budget.
 *
 * @param service its index
 * @param millis what it takes
 * @param budgetMillis its share
 */
public record LatencyExcess(int service, double millis, double budgetMillis) {

  /** By how much. */
  public double excessMillis() {
    return millis - budgetMillis;
  }
}
