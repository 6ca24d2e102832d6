package dev.homeostat.engine.plan;

import dev.homeostat.modes.ConditionTimer;

/**
 * Whether a loop that sheds only at the maximum of an autoscaler acts now. It changes once the
 * other has been seen for a while, so that an autoscaler that hovers at its maximum moves no knob
 * up and down; what is seen first counts at once.
 *
 * @param phase what it does
 * @param heldMillis for how long the other has been seen; {@link ConditionTimer#NOT_HOLDING} where
 *     it is not
 */
public record MaximumWatch(Phase phase, long heldMillis) {

  /** Nothing was seen yet. */
  public static final MaximumWatch NEW = new MaximumWatch(Phase.UNSEEN, ConditionTimer.NOT_HOLDING);

  /** Four times the period at which Kubernetes' autoscaler looks by default, 15 s. */
  static final long REST_AFTER_MILLIS = 60_000;

  /** What a loop does. */
  public enum Phase {
    /** It has seen no autoscaler yet. */
    UNSEEN,
    /** Replicas can be added. */
    RESTS,
    /** None can. */
    ACTS
  }

  boolean rests() {
    return phase == Phase.RESTS;
  }

  /**
   * After one more look.
   *
   * @param countedMillis time since the look before, as waits count it
   * @param actAfterMillis for how long the maximum has to be seen before the loop acts
   */
  MaximumWatch next(Autoscaling seen, long countedMillis, long actAfterMillis) {
    return switch (seen.state()) {
      case AT_MAXIMUM -> towards(Phase.ACTS, countedMillis, actAfterMillis);
      case BELOW_MAXIMUM -> towards(Phase.RESTS, countedMillis, REST_AFTER_MILLIS);
      case NONE, AUTOSCALER_MISSING, AUTOSCALER_AMBIGUOUS, AUTOSCALER_UNKNOWN -> settled(phase);
    };
  }

  private MaximumWatch towards(Phase other, long countedMillis, long afterMillis) {
    if (phase == Phase.UNSEEN || phase == other) {
      return settled(other);
    }
    long millis =
        heldMillis == ConditionTimer.NOT_HOLDING ? 0 : Math.addExact(heldMillis, countedMillis);
    return millis >= afterMillis ? settled(other) : new MaximumWatch(phase, millis);
  }

  private static MaximumWatch settled(Phase phase) {
    return new MaximumWatch(phase, ConditionTimer.NOT_HOLDING);
  }
}
