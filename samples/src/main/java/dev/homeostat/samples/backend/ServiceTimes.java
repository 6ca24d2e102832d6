package dev.homeostat.samples.backend;

import dev.homeostat.samples.KeyedRandom;
import dev.homeostat.samples.RequestKey;
import java.time.Duration;

/** Draws how long each attempt is served, slower during the dip. */
final class ServiceTimes {
  private final KeyedRandom random;
  private final double meanMillis;
  private final Dip dip;
  private final long epochMillis;

  ServiceTimes(long seed, double meanMillis, Dip dip, long epochMillis) {
    this.random = new KeyedRandom(seed, KeyedRandom.Purpose.SERVICE);
    this.meanMillis = meanMillis;
    this.dip = dip;
    this.epochMillis = epochMillis;
  }

  double rateFactor() {
    return dip.factorAt(Duration.ofMillis(System.currentTimeMillis() - epochMillis));
  }

  long drawNanos(RequestKey key) {
    double millis = meanMillis * random.exponential(key.request(), key.attempt()) / rateFactor();
    return (long) (millis * 1e6);
  }
}
