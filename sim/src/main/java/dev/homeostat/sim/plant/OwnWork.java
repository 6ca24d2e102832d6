package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;

/** Work of the server alone, exponential or of fixed length, always done well. */
final class OwnWork implements Work {

  private final Attempts attempts;
  private final RandomStreams random;
  private final ServiceTime time;

  OwnWork(World world, Attempts attempts, ServiceTime time) {
    this.attempts = attempts;
    this.random = world.random();
    this.time = time;
  }

  @Override
  public long nanos(int attempt, double rateFactor) {
    double share =
        time.exponential()
            ? random.exponential(
                Purpose.SERVICE, attempts.request(attempt), attempts.number(attempt))
            : 1;
    return VirtualTime.nanos(time.meanSeconds() * share / rateFactor);
  }

  @Override
  public boolean endsWell(int attempt) {
    return true;
  }
}
