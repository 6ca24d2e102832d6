package dev.homeostat.sim.metrics;

import dev.homeostat.sim.kernel.VirtualTime;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of the requests that arrive before the end of a run, by the second of their
 * arrival, and what servers spend their time on, by the second in which it ends.
 */
public final class Meter {

  /** What a run counts as recovered is measured in windows of this many seconds. */
  static final int WINDOW_SECONDS = 5;

  /** How long every window must be good. */
  static final int HOLD_SECONDS = 30;

  /** The least share of the requests of a good window that succeed. */
  static final double GOOD_RATIO = 0.95;

  /** A window with fewer requests says nothing: a single failure would spoil it. */
  static final int FEWEST_REQUESTS = 20;

  private final long endNanos;
  private final int[] arrived;
  private final int[] succeeded;
  private final double[] workSeconds;
  private final double[] wastedSeconds;
  private final double[] latencySeconds;
  private final double[] slowestSeconds;
  private final int[] answered;
  private final LatencyHistogram latencies = new LatencyHistogram();
  private long arrivals;
  private long successes;
  private long failures;
  private long unresolved;

  /**
   * A meter of one run.
   *
   * @param endSeconds length of the run; later requests are not counted
   */
  public Meter(double endSeconds) {
    endNanos = VirtualTime.nanos(endSeconds);
    int seconds = (int) Math.ceil(endSeconds);
    arrived = new int[seconds];
    succeeded = new int[seconds];
    workSeconds = new double[seconds];
    wastedSeconds = new double[seconds];
    latencySeconds = new double[seconds];
    slowestSeconds = new double[seconds];
    answered = new int[seconds];
  }

  /** A request arrives. */
  public void arrived(long atNanos) {
    if (atNanos < endNanos) {
      arrivals++;
      unresolved++;
      arrived[second(atNanos)]++;
    }
  }

  /** A request is answered in time. */
  public void succeeded(long arrivedNanos, long atNanos) {
    if (arrivedNanos < endNanos) {
      unresolved--;
      succeeded[second(arrivedNanos)]++;
      if (atNanos < endNanos) {
        successes++;
        latencies.add(atNanos - arrivedNanos);
        answeredIn(second(atNanos), VirtualTime.seconds(atNanos - arrivedNanos));
      }
    }
  }

  private void answeredIn(int second, double seconds) {
    answered[second]++;
    latencySeconds[second] += seconds;
    slowestSeconds[second] = Math.max(slowestSeconds[second], seconds);
  }

  /** A request is given up. */
  public void failed(long arrivedNanos, long atNanos) {
    if (arrivedNanos < endNanos) {
      unresolved--;
      failures += atNanos < endNanos ? 1 : 0;
    }
  }

  /** A server ended a piece of work. */
  public void served(long atNanos, long workNanos, boolean wasted) {
    if (atNanos < endNanos) {
      int second = second(atNanos);
      double seconds = VirtualTime.seconds(workNanos);
      workSeconds[second] += seconds;
      wastedSeconds[second] += wasted ? seconds : 0;
    }
  }

  /** Whether the fate of every request is known that arrived before the end. */
  public boolean allResolved() {
    return unresolved == 0;
  }

  /** Requests that arrived. */
  public long arrivals() {
    return arrivals;
  }

  /** Requests that succeeded before the end. */
  public long successes() {
    return successes;
  }

  /** Requests that were given up before the end. */
  public long failures() {
    return failures;
  }

  /** The latencies of the requests that succeeded before the end, from their arrival. */
  public LatencyHistogram latencies() {
    return latencies;
  }

  /** The seconds of the run. */
  public int seconds() {
    return arrived.length;
  }

  /** Requests that arrived in one second of the run. */
  public int arrivedIn(int second) {
    return arrived[second];
  }

  /** How many of the requests that arrived in one second succeeded, then or later. */
  public int succeededIn(int second) {
    return succeeded[second];
  }

  /** Mean latency of the requests that were answered in one second; not a number: none was. */
  public double meanLatencyIn(int second) {
    return latencySeconds[second] / answered[second];
  }

  /** Longest latency of the requests that were answered in one second; not a number: none was. */
  public double slowestIn(int second) {
    return answered[second] == 0 ? Double.NaN : slowestSeconds[second];
  }

  /** Requests that succeeded before the end over all that arrived; 1 where none did. */
  public double goodputRatio() {
    return arrivals == 0 ? 1 : (double) successes / arrivals;
  }

  /** Requests that were given up before the end over all that arrived; 0 where none did. */
  public double errorRatio() {
    return arrivals == 0 ? 0 : (double) failures / arrivals;
  }

  /** The share of the requests that arrived in a window and succeed, then or later. */
  public double goodputRatio(int fromSecond, int toSecond) {
    long came = 0;
    long well = 0;
    for (int second = fromSecond; second < toSecond; second++) {
      came += arrived[second];
      well += succeeded[second];
    }
    return came == 0 ? 1 : (double) well / came;
  }

  /** The share of the servers' time in a window that went to answers nobody waited for. */
  public double wastedWorkRatio(int fromSecond, int toSecond) {
    double all = 0;
    double wasted = 0;
    for (int second = fromSecond; second < toSecond; second++) {
      all += workSeconds[second];
      wasted += wastedSeconds[second];
    }
    return all == 0 ? 0 : wasted / all;
  }

  /**
   * The time from a fault's start to the first moment from which on every window is good, to the
   * end of the run and for {@value #HOLD_SECONDS} s at least; nothing where there is no such
   * moment.
   */
  public @Nullable Double recoverySeconds(double faultSeconds) {
    int first = (int) Math.ceil(faultSeconds);
    int lastWindow = seconds() - WINDOW_SECONDS;
    int good = lastWindow + 1;
    while (good > first && isGood(good - 1)) {
      good--;
    }
    return seconds() - good < HOLD_SECONDS ? null : Math.max(0, good - faultSeconds);
  }

  private boolean isGood(int fromSecond) {
    int came = 0;
    int well = 0;
    for (int second = fromSecond; second < fromSecond + WINDOW_SECONDS; second++) {
      came += arrived[second];
      well += succeeded[second];
    }
    return came < FEWEST_REQUESTS || well >= GOOD_RATIO * came;
  }

  private static int second(long nanos) {
    return (int) (nanos / VirtualTime.SECOND_NANOS);
  }
}
