package dev.homeostat.sim.plant;

/**
 * What stands at the door of one server, in its process, and decides for each attempt: the hook of
 * adaptive limits. It is asked on top of the limit that is a knob, and knows what a server can
 * know: what is inside, how long it waited, and how long it took.
 */
public interface Admission {

  /**
   * Whether an attempt is let in.
   *
   * @param request number of its request: all attempts of one have the same
   * @param held what is queued and running without it
   */
  boolean admits(long nowNanos, long request, int held);

  /**
   * Whether an attempt that waited for a server is still worth one.
   *
   * @param waitedNanos since it came in
   * @param leftBehind how many wait behind it
   */
  default boolean serves(long nowNanos, long waitedNanos, int leftBehind) {
    return true;
  }

  /**
   * An attempt leaves.
   *
   * @param nowNanos when
   * @param stay what is known of it
   */
  default void left(long nowNanos, Stay stay) {}

  /**
   * The time of an attempt inside.
   *
   * @param tookNanos from its entry to its end, at least 1
   * @param waitedNanos how much of that was due to others: the wait for a server, or what others in
   *     flight added
   * @param heldAtEntry what was queued and running when it came in, itself included
   * @param well whether it was served without an error
   */
  record Stay(long tookNanos, long waitedNanos, int heldAtEntry, boolean well) {}
}
