package dev.homeostat.modes;

/**
 * How the wait before the next Recovery grows with repeated moves: {@code min(cap, dwell x 2^n)},
 * and never less than the dwell. Each regression adds one to n, and so does a return to a
 * protective mode soon after Target was reached.
 *
 * @param windowMillis how soon after Target a return is a repetition
 * @param capMillis longest wait
 * @param decayMillis time in Target after which n falls by one; 0 where it never falls
 */
public record BackOff(long windowMillis, long capMillis, long decayMillis) {

  /** Every wait is the dwell. */
  public static final BackOff NONE = new BackOff(0, 0, 0);

  private static final int MOST_REPEATS = 30;

  public BackOff {
    if (windowMillis < 0 || capMillis < 0 || decayMillis < 0) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  long waitMillis(long dwellMillis, int repeats) {
    long most = Math.max(dwellMillis, capMillis);
    return dwellMillis > most >> repeats ? most : dwellMillis << repeats;
  }

  static int more(int repeats) {
    return Math.min(repeats + 1, MOST_REPEATS);
  }

  /** The count after some more time in Target. */
  int decayed(int repeats, long beforeMillis, long afterMillis) {
    long fallen = decayMillis == 0 ? 0 : afterMillis / decayMillis - beforeMillis / decayMillis;
    return (int) Math.max(0, repeats - fallen);
  }
}
