package dev.homeostat.modes;

/**
 * One move from a mode to another, and what caused it.
 *
 * @param from mode that is left
 * @param to mode that is entered
 * @param cause why
 * @param clause index of the clause that fired in {@link ModePolicy#clauses()}; -1 where none did
 */
public record Move(Mode from, Mode to, Cause cause, int clause) {

  /** Why a mode was left. */
  public enum Cause {
    /** A clause of the mode that is entered held for its time. */
    ENTERED,
    /** Every clause of the mode that is left was over for its time. */
    OVER,
    /** A clause held again during Recovery. */
    REGRESSED,
    /** The last step of Recovery was held for its time. */
    CLIMBED,
    /** A clause that waits for nothing held for its time. */
    EMERGENCY,
    /** A signal whose loss degrades has no data. */
    MISSING_DATA,
    /** A schedule is active. */
    SCHEDULED,
    /** A person sends it there. */
    OVERRIDDEN
  }

  public Move {
    if (!from.mayMoveTo(to)) {
      throw new IllegalArgumentException("no legal move leads from " + from + " to " + to);
    }
  }

  /** Whether the move leads towards Target, and so towards more risk. */
  public boolean upward() {
    return to == Mode.RECOVERY || to == Mode.TARGET;
  }
}
