package dev.homeostat.engine.plan;

import dev.homeostat.modes.Mode;

/**
 * One move as it is remembered, or a return to earlier settings, which leaves the mode as it is.
 *
 * @param atMillis when, milliseconds since the epoch
 * @param number number of its decision
 * @param from mode that was left
 * @param to mode that was entered
 * @param why in words; cut where it is long
 */
public record PastMove(long atMillis, long number, Mode from, Mode to, String why) {

  /** How many are kept. */
  static final int MOST = 20;

  private static final int LONGEST_WHY = 160;

  public PastMove {
    why = why.length() <= LONGEST_WHY ? why : why.substring(0, LONGEST_WHY - 3) + "...";
  }
}
