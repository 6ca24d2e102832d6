package dev.homeostat.slo.chain;

/**
 * What retries can make of a service's load.
 *
 * <p>Where every request fails it comes {@code attempts} times, so a load above {@code capacity /
 * attempts} is <em>vulnerable</em>: once pushed over, it keeps itself there. Bronson et al.,
 * Metastable Failures in Distributed Systems, HotOS 2021.
 *
 * @param attempts most attempts of one request, the first included; 1 or more
 * @param capacityPerSecond attempts that the service can serve, above 0
 */
public record RetryLoad(double attempts, double capacityPerSecond) {

  /** Requests a second above which the service is vulnerable. */
  public double vulnerableAbovePerSecond() {
    return capacityPerSecond / attempts;
  }
}
