package dev.homeostat.sim.plant;

/**
 * A service without a queue that is slower the more it does at once: {@code latency = base + per
 * n}, where n counts what is in flight, the arriving attempt included.
 *
 * @param baseSeconds latency of an idle service
 * @param perAttemptSeconds what each attempt in flight adds
 * @param networkSeconds mean of the exponential time of the way there, and of the way back
 */
public record InflightSpec(double baseSeconds, double perAttemptSeconds, double networkSeconds) {

  public InflightSpec {
    if (!(baseSeconds > 0 && baseSeconds < Double.POSITIVE_INFINITY)
        || !(perAttemptSeconds >= 0 && perAttemptSeconds < Double.POSITIVE_INFINITY)
        || !(networkSeconds >= 0 && networkSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive latency and other times that are not negative, found "
              + baseSeconds
              + ", "
              + perAttemptSeconds
              + " and "
              + networkSeconds
              + " s");
    }
  }
}
