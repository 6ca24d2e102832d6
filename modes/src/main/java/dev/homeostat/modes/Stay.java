package dev.homeostat.modes;

/**
 * The waits of one mode.
 *
 * @param dwellMillis shortest stay
 * @param cooldownMillis shortest time between two upward moves out of it
 * @param longestMillis stay after which a person is called; 0 where nobody is
 */
public record Stay(long dwellMillis, long cooldownMillis, long longestMillis) {

  /** No wait at all. */
  public static final Stay NONE = new Stay(0, 0, 0);

  public Stay {
    if (dwellMillis < 0 || cooldownMillis < 0 || longestMillis < 0) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }
}
