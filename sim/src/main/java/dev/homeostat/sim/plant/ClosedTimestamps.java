package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;
import java.util.Arrays;

/**
 * The timestamps that a leader closes, and the newest that each follower has heard of, in whole
 * milliseconds of the run. What is closed stays so: a longer lag closes nothing until it is
 * reached.
 */
final class ClosedTimestamps {

  private static final long MILLI_NANOS = 1_000_000;
  private static final double MILLIS = 1_000;

  private final EventLoop loop;
  private final RandomStreams random;
  private final ReplicationSpec.Closing spec;
  private final long intervalNanos;
  private final int closePort;
  private final int[] hearPorts;
  private final long[] heardMillis;
  private double lagSeconds;
  private double delaySeconds;
  private long published;

  ClosedTimestamps(World world, ReplicationSpec.Closing spec, int followers) {
    this.loop = world.loop();
    this.random = world.random();
    this.spec = spec;
    intervalNanos = VirtualTime.nanos(spec.intervalSeconds());
    lagSeconds = spec.lagSeconds();
    delaySeconds = spec.delay().meanSeconds();
    heardMillis = new long[followers];
    Arrays.fill(heardMillis, (long) -Math.ceil(lagSeconds * MILLIS));
    closePort = loop.registerOrdered(unused -> close());
    hearPorts = new int[followers];
    for (int follower = 0; follower < followers; follower++) {
      int index = follower;
      hearPorts[index] =
          loop.register(millis -> heardMillis[index] = Math.max(heardMillis[index], millis));
    }
    loop.after(0, closePort, 0);
  }

  void setLag(double seconds) {
    lagSeconds = seconds;
  }

  double lagSeconds() {
    return lagSeconds;
  }

  /** Sets the mean delay of what is closed from now on. */
  void setDelay(double seconds) {
    delaySeconds = seconds;
  }

  /** How far a follower is behind the present. */
  double ageSeconds(int follower) {
    return loop.nowSeconds() - heardMillis[follower] / MILLIS;
  }

  private void close() {
    long target = loop.nowNanos() - VirtualTime.nanos(lagSeconds);
    int closedMillis = (int) Math.floorDiv(target, MILLI_NANOS);
    for (int follower = 0; follower < hearPorts.length; follower++) {
      double share =
          spec.delay().exponential()
              ? random.exponential(Purpose.REPLICATION, published, follower)
              : 1;
      loop.after(VirtualTime.nanos(delaySeconds * share), hearPorts[follower], closedMillis);
    }
    published++;
    loop.after(intervalNanos, closePort, 0);
  }
}
