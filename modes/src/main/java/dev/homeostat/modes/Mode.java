package dev.homeostat.modes;

/** An operating mode of a workload, with the moves that are legal from it. */
public enum Mode {
  /** Normal operation. */
  TARGET,
  /** Survival: the service gives something up to stay inside its objective. */
  DEGRADED,
  /** The way back to Target, in steps. */
  RECOVERY;

  /** Whether a move from this mode to the other is legal, whatever the reason for it. */
  public boolean mayMoveTo(Mode other) {
    return switch (this) {
      case TARGET -> other == DEGRADED;
      case DEGRADED -> other == RECOVERY;
      case RECOVERY -> other == TARGET || other == DEGRADED;
    };
  }
}
