package dev.homeostat.sim.peers;

import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.plant.Admission;
import java.util.Arrays;

/**
 * Admission by priority, like WeChat's DAGOR: while the mean wait of a window is above a threshold
 * the level of admission falls until 5 % fewer would have been let in, else it rises until 1 % of
 * the arrivals more would have been. A window ends after a second or 2,000 arrivals.
 *
 * <p>All attempts of a request have the same priority, drawn from its number, so that a request is
 * let in with each of its attempts or with none. H. Zhou and others, Overload Control for Scaling
 * WeChat Microservices, SoCC 2018. What it leaves out: business priorities, of which there is one
 * here, and telling the callers of the level.
 */
final class PriorityAdmission implements Admission {

  private static final int LEVEL_BITS = 10;
  private static final int LEVELS = 1 << LEVEL_BITS;
  private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;
  private static final int WINDOW_ARRIVALS = 2_000;
  private static final double DECREASE = 0.05;
  private static final double INCREASE = 0.01;

  private final double thresholdSeconds;
  private final int[] arrivals = new int[LEVELS];
  private int level = LEVELS;
  private int arrived;
  private int admitted;
  private int left;
  private double waitedSeconds;
  private long windowNanos;

  PriorityAdmission(double thresholdSeconds) {
    this.thresholdSeconds = thresholdSeconds;
  }

  @Override
  public boolean admits(long nowNanos, long request, int held) {
    if (arrived >= WINDOW_ARRIVALS || nowNanos - windowNanos >= VirtualTime.SECOND_NANOS) {
      adapt();
      windowNanos = nowNanos;
    }
    int priority = (int) (((request + 1) * GOLDEN_GAMMA) >>> (Long.SIZE - LEVEL_BITS));
    arrived++;
    arrivals[priority]++;
    boolean in = priority < level;
    admitted += in ? 1 : 0;
    return in;
  }

  @Override
  public void left(long nowNanos, Stay stay) {
    left++;
    waitedSeconds += VirtualTime.seconds(stay.waitedNanos());
  }

  private void adapt() {
    if (left > 0 && waitedSeconds / left > thresholdSeconds) {
      double wanted = (1 - DECREASE) * admitted;
      double expected = admitted;
      while (level > 1 && expected > wanted) {
        expected -= arrivals[--level];
      }
    } else {
      double wanted = admitted + INCREASE * arrived;
      double expected = admitted;
      while (level < LEVELS && expected < wanted) {
        expected += arrivals[level++];
      }
    }
    Arrays.fill(arrivals, 0);
    arrived = 0;
    admitted = 0;
    left = 0;
    waitedSeconds = 0;
  }
}
