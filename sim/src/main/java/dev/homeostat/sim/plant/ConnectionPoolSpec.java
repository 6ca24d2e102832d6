package dev.homeostat.sim.plant;

/**
 * A pool of connections to a database, of which every attempt needs one after the server's own
 * work, and while it holds its server.
 *
 * @param size the most connections that are open; the knob {@code connections} changes it
 * @param queueCapacity how many wait for a connection at most, apart from those that one is being
 *     opened for; the next gets an error
 * @param acquireTimeoutSeconds how long one waits before it gets an error; the knob {@code
 *     acquireTimeoutSeconds} changes it
 * @param query what is done with a connection
 * @param upkeep how connections come and go
 */
public record ConnectionPoolSpec(
    int size, int queueCapacity, double acquireTimeoutSeconds, Query query, Upkeep upkeep) {

  /** The most connections that a pool can be set to. */
  public static final int MOST = 10_000;

  /** The longest time that one can wait, or a connection can be kept: a week. */
  public static final double LONGEST_SECONDS = 604_800;

  /**
   * What an attempt does with its connection.
   *
   * @param time how long it takes when no other query runs; the dial {@code queryMeanSeconds}
   *     changes its mean
   * @param contentionRatio by how much of that time each other query that runs at its start makes
   *     it longer; 0: not at all
   */
  public record Query(ServiceTime time, double contentionRatio) {

    public Query {
      if (!(contentionRatio >= 0 && contentionRatio <= 1)) {
        throw new IllegalArgumentException(
            "expected a contention from 0 to 1, found " + contentionRatio);
      }
    }
  }

  /**
   * How connections come and go. They are opened when they are needed, and the one that was used
   * last is used first.
   *
   * @param connectSeconds how long it takes to open one; the first who wait are served first
   * @param idleSeconds how long one is kept that nobody uses
   * @param lifetimeSeconds how old one gets; then it is closed after its query
   */
  public record Upkeep(double connectSeconds, double idleSeconds, double lifetimeSeconds) {

    /** Connections that cost nothing and are kept. */
    public static final Upkeep NONE = new Upkeep(0, LONGEST_SECONDS, LONGEST_SECONDS);

    public Upkeep {
      if (!(connectSeconds >= 0
          && connectSeconds <= LONGEST_SECONDS
          && idleSeconds > 0
          && idleSeconds <= LONGEST_SECONDS
          && lifetimeSeconds > 0
          && lifetimeSeconds <= LONGEST_SECONDS)) {
        throw new IllegalArgumentException(
            "expected times of at most a week, those to keep a connection positive, found "
                + connectSeconds
                + ", "
                + idleSeconds
                + " and "
                + lifetimeSeconds
                + " s");
      }
    }
  }

  public ConnectionPoolSpec {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException("expected 1 to 10,000 connections, found " + size);
    }
    if (queueCapacity < 0) {
      throw new IllegalArgumentException(
          "expected a queue that is not negative, found " + queueCapacity);
    }
    if (!(acquireTimeoutSeconds > 0 && acquireTimeoutSeconds <= LONGEST_SECONDS)) {
      throw new IllegalArgumentException(
          "expected a time to wait above 0 and at most a week, found "
              + acquireTimeoutSeconds
              + " s");
    }
  }
}
