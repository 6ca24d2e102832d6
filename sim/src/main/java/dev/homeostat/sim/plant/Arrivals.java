package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.VirtualTime;
import java.util.function.LongConsumer;

/** Poisson arrivals at a rate that changes; nobody waits for anybody (an open system). */
final class Arrivals {

  private final World world;
  private final RateCurve curve;
  private final LongConsumer request;
  private final int port;
  private long number;
  private double lastSeconds;

  Arrivals(World world, RateCurve curve, LongConsumer request) {
    this.world = world;
    this.curve = curve;
    this.request = request;
    port = world.loop().registerOrdered(this::arrive);
    scheduleNext();
  }

  private void arrive(int unused) {
    request.accept(number++);
    scheduleNext();
  }

  private void scheduleNext() {
    double area = world.random().exponential(Purpose.ARRIVAL, number, 0);
    lastSeconds = curve.afterArea(lastSeconds, area);
    // No load at all is ever to come where the area is not reached in the time that there is.
    if (lastSeconds < VirtualTime.seconds(EventLoop.LONGEST_NANOS)) {
      world.loop().at(VirtualTime.nanos(lastSeconds), port, 0);
    }
  }
}
