package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;

/** The server's own work, and for some requests a call; a call that is cut off ends in an error. */
final class DependentWork implements Work {

  private static final double LONGEST_SECONDS = 3_600;

  private final Work own;
  private final Attempts attempts;
  private final RandomStreams random;
  private final CallSpec spec;
  private double meanSeconds;
  private double timeoutSeconds = LONGEST_SECONDS;

  DependentWork(World world, Attempts attempts, Work own, CallSpec spec) {
    this.own = own;
    this.attempts = attempts;
    this.random = world.random();
    this.spec = spec;
    meanSeconds = spec.meanSeconds();
    world
        .knobs()
        .add(
            "callTimeoutSeconds",
            new Range(0.001, LONGEST_SECONDS, LONGEST_SECONDS, false),
            value -> timeoutSeconds = value);
    world
        .dials()
        .add(
            "callMeanSeconds",
            new Range(1e-6, LONGEST_SECONDS, meanSeconds, false),
            value -> meanSeconds = value);
  }

  @Override
  public long nanos(int attempt, double rateFactor) {
    long nanos = own.nanos(attempt, rateFactor);
    long request = attempts.request(attempt);
    attempts.setFailing(attempt, false);
    if (random.uniform(Purpose.CALL_CHOICE, request, 0) < spec.shareOfRequests()) {
      double drawn = random.exponential(Purpose.CALL, request, attempts.number(attempt));
      double callSeconds = meanSeconds * drawn;
      attempts.setFailing(attempt, callSeconds > timeoutSeconds);
      nanos += VirtualTime.nanos(Math.min(callSeconds, timeoutSeconds));
    }
    return nanos;
  }

  @Override
  public boolean endsWell(int attempt) {
    return !attempts.isFailing(attempt);
  }
}
