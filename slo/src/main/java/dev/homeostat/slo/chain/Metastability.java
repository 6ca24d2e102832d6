package dev.homeostat.slo.chain;

/**
 * The service of a chain that retries can hold down at the least load.
 *
 * @param service its index
 * @param vulnerableAbovePerSecond requests a second, each of which reaches it
 */
public record Metastability(int service, double vulnerableAbovePerSecond) {

  /**
   * Share of the safe load that is still free: 0 at the edge, negative where the chain is
   * vulnerable.
   *
   * @param loadPerSecond requests a second, finite and not negative
   */
  public double margin(double loadPerSecond) {
    if (!(loadPerSecond >= 0 && Double.isFinite(loadPerSecond))) {
      throw new IllegalArgumentException("a load is finite and not negative: " + loadPerSecond);
    }
    return 1 - loadPerSecond / vulnerableAbovePerSecond;
  }
}
