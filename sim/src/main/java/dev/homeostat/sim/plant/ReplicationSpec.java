package dev.homeostat.sim.plant;

/**
 * A leader that takes the writes, and followers that serve reads from what it has closed: a leader
 * promises now and then to write nothing more before a timestamp, and a follower that has heard of
 * it can answer for all that is older.
 *
 * <p>After CockroachDB (its documentation of follower reads, and the RFC Follower Reads of
 * 2018-06-03 in its repository), whose lag is the setting {@code
 * kv.closed_timestamp.target_duration}.
 *
 * @param leader servers of the leader
 * @param follower servers of each follower
 * @param followers how many of them take reads in turn
 * @param requests what clients want
 * @param closing how timestamps are closed
 */
public record ReplicationSpec(
    PoolSpec leader, PoolSpec follower, int followers, Requests requests, Closing closing) {

  /** The longest lag, staleness and delay: an hour. */
  public static final double LONGEST_SECONDS = 3_600;

  private static final int MOST_FOLLOWERS = 100;

  /**
   * What clients want.
   *
   * @param writeShare of the requests that write, and go to the leader
   * @param stalenessSeconds how old a read's answer may be at most
   * @param redirectSeconds the way of a read from a follower that cannot serve it to the leader
   */
  public record Requests(double writeShare, double stalenessSeconds, double redirectSeconds) {

    public Requests {
      if (!(writeShare >= 0 && writeShare <= 1)) {
        throw new IllegalArgumentException("expected a share from 0 to 1, found " + writeShare);
      }
      requireTime("staleness", stalenessSeconds);
      requireTime("way to the leader", redirectSeconds);
    }
  }

  /**
   * How timestamps are closed.
   *
   * @param lagSeconds how far behind the present the leader closes; the knob {@code
   *     closedTimestampLagSeconds} changes it. A write that takes longer at the leader finds its
   *     timestamp closed, and is done once more
   * @param intervalSeconds from one closed timestamp to the next, at least a millisecond
   * @param delay until a follower hears of one; the dial {@code replicationDelaySeconds} changes
   *     its mean
   */
  public record Closing(double lagSeconds, double intervalSeconds, ServiceTime delay) {

    public Closing {
      requireTime("lag", lagSeconds);
      requireTime("interval", intervalSeconds);
      requireTime("delay", delay.meanSeconds());
      if (intervalSeconds < 0.001) {
        throw new IllegalArgumentException(
            "expected an interval of at least 1 ms, found " + intervalSeconds + " s");
      }
    }
  }

  public ReplicationSpec {
    if (followers < 1 || followers > MOST_FOLLOWERS) {
      throw new IllegalArgumentException("expected 1 to 100 followers, found " + followers);
    }
  }

  private static void requireTime(String what, double seconds) {
    if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(
          "expected a " + what + " from 0 to an hour, found " + seconds + " s");
    }
  }
}
