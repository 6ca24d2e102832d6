package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;

/** Work of the server alone, exponential or of fixed length, always done well. */
final class OwnWork implements Work {

  /** More than a request has. */
  private static final int ATTEMPTS = 1_024;

  private final Attempts attempts;
  private final RandomStreams random;
  private final ServiceTime time;
  private final int stream;

  /**
   * The work of one service.
   *
   * @param stage place in a chain, from 0: what one service draws says nothing of the next
   */
  OwnWork(World world, Attempts attempts, ServiceTime time, int stage) {
    this.attempts = attempts;
    this.random = world.random();
    this.time = time;
    this.stream = stage * ATTEMPTS;
  }

  @Override
  public long nanos(int attempt, double rateFactor) {
    double share =
        time.exponential()
            ? random.exponential(
                Purpose.SERVICE, attempts.request(attempt), stream + attempts.number(attempt))
            : 1;
    return VirtualTime.nanos(time.meanSeconds() * share / rateFactor);
  }

  @Override
  public boolean endsWell(int attempt) {
    return true;
  }
}
