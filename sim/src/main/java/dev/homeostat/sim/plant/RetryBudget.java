package dev.homeostat.sim.plant;

/**
 * A bucket of tokens that bounds resends to a share of the requests: every request puts a part of a
 * token in, every resend takes one out.
 *
 * <p>As in Finagle and in gRPC's retry throttling, the bucket starts full, so that a few resends
 * are possible when there is little traffic.
 */
final class RetryBudget {

  private final double capacity;
  private double ratio;
  private double tokens;

  RetryBudget(double ratio, double capacity) {
    this.ratio = ratio;
    this.capacity = capacity;
    this.tokens = capacity;
  }

  void setRatio(double newRatio) {
    ratio = newRatio;
  }

  void request() {
    tokens = Math.min(capacity, tokens + ratio);
  }

  boolean takeResend() {
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
