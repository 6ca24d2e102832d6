package dev.homeostat.slo.alert;

/**
 * One thing that is wrong with declared alerts.
 *
 * @param kind which rule it breaks
 * @param place where, such as {@code alerts[1].longMillis}
 * @param found what was found there
 * @param mend what to do about it
 */
public record AlertProblem(Kind kind, String place, String found, String mend) {

  /** The rules of a declaration. */
  public enum Kind {
    /** A share of the budget that is not above 0 and at most 1. */
    BUDGET_SHARE_OUT_OF_RANGE,
    /** A window that takes no time. */
    WINDOW_EMPTY,
    /** A long window longer than the period. */
    WINDOW_LONGER_THAN_PERIOD,
    /** A short window that is not shorter than the long one. */
    SHORT_WINDOW_NOT_SHORTER,
    /** A window that is not of whole seconds or slices. */
    WINDOW_NOT_OF_SLICES,
    /** An alert that is declared already: same severity, same windows. */
    DUPLICATE
  }

  /** The problem in one sentence, without its place. */
  public String message() {
    return found + "; " + mend;
  }
}
