package dev.homeostat.modes;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operating mode of a workload, with the moves that are legal from it; the safest first. */
public enum Mode {
  /** The least that may be served. */
  FLOOR,
  /** Survival: the service gives something up to stay inside its objective. */
  DEGRADED,
  /** The way back to Target, in steps. */
  RECOVERY,
  /** Normal operation. */
  TARGET;

  /** Whether a move from this mode to the other is legal, whatever the reason for it. */
  public boolean mayMoveTo(Mode other) {
    return switch (this) {
      case TARGET -> other == DEGRADED || other == FLOOR;
      case DEGRADED -> other == FLOOR || other == RECOVERY;
      case FLOOR -> other == RECOVERY;
      case RECOVERY -> other == TARGET || other == DEGRADED || other == FLOOR;
    };
  }

  /** Whether this mode carries less risk than the other. */
  public boolean isSaferThan(Mode other) {
    return compareTo(other) < 0;
  }

  /** The mode as resources spell it, such as {@code Target}. */
  public String word() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /** The mode that resources spell so; null where there is none. */
  public static @Nullable Mode ofWord(@Nullable String word) {
    for (Mode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }
}
