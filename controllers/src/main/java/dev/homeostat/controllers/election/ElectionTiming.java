package dev.homeostat.controllers.election;

import java.time.Duration;

/**
 * How long things take in an election; nonsense throws IllegalArgumentException.
 *
 * @param leaseDuration how long a Lease that does not change counts as held; whole seconds
 * @param renewDeadline age of the last renewal at which a leader gives up
 * @param retryPeriod time between two looks at the Lease
 * @param requestTimeout longest wait for one answer of the API server
 * @param writeMargin how long before the Lease ends no write is begun; at least the longest timeout
 *     of a write, so that none lands after it
 */
public record ElectionTiming(
    Duration leaseDuration,
    Duration renewDeadline,
    Duration retryPeriod,
    Duration requestTimeout,
    Duration writeMargin) {

  /** Those of Kubernetes' own controllers, for writes of at most five seconds. */
  public static final ElectionTiming DEFAULT =
      new ElectionTiming(
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5));

  public ElectionTiming {
    require(
        leaseDuration.toMillis() % 1000 == 0 && !leaseDuration.isZero(),
        "leaseDuration: expected whole seconds above 0, found " + leaseDuration);
    require(
        renewDeadline.compareTo(leaseDuration) < 0,
        "renewDeadline: expected less than the leaseDuration, found " + renewDeadline);
    require(
        retryPeriod.compareTo(Duration.ZERO) > 0 && requestTimeout.compareTo(Duration.ZERO) > 0,
        "retryPeriod and requestTimeout: expected more than 0");
    Duration renewal = retryPeriod.plus(requestTimeout);
    require(
        renewal.compareTo(renewDeadline) < 0,
        "renewDeadline: expected more than retryPeriod and requestTimeout together, " + renewal);
    require(
        !writeMargin.isNegative() && renewal.compareTo(leaseDuration.minus(writeMargin)) < 0,
        "writeMargin: expected to leave more of the leaseDuration than " + renewal);
  }

  /** How long after the sending of a renewal writes may begin, in milliseconds. */
  long gateMillis() {
    return leaseDuration.minus(writeMargin).toMillis();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
