package dev.homeostat.sim.plant;

/**
 * When a client stops sending: after some failures in a row, for a time, after which one attempt is
 * let through and decides.
 *
 * @param failures how many attempts fail in a row before it opens
 * @param openSeconds how long it stays open
 */
public record BreakerPolicy(int failures, double openSeconds) {

  public BreakerPolicy {
    if (failures < 1 || !(openSeconds > 0 && openSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected at least one failure and a positive time, found "
              + failures
              + " and "
              + openSeconds
              + " s");
    }
  }
}
