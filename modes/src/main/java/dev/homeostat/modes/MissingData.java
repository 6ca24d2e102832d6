package dev.homeostat.modes;

/** What a signal without data does; the strongest of those that miss decides. */
public enum MissingData {
  /** No upward move. */
  HOLD,
  /** The workload is moved to Degraded. */
  DEGRADE,
  /** No move at all but those of a person, and the emergency. */
  FREEZE
}
