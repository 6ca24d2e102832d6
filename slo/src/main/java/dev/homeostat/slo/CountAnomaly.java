package dev.homeostat.slo;

/** What is wrong with counts that cannot be as they are; nothing of it is dropped unnamed. */
public enum CountAnomaly {
  /** NaN or infinite. */
  NOT_FINITE,

  /** Fewer than no events. */
  NEGATIVE,

  /** More errors than events. */
  MORE_ERRORS_THAN_EVENTS,

  /** More successes than events, which shows as fewer than no errors. */
  MORE_SUCCESSES_THAN_EVENTS,

  /** A counter fell; what it counted since then is used, what it counted just before is lost. */
  COUNTER_RESET
}
