package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.modes.Ramp;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one knob.
 *
 * @param ramp its motion
 * @param climbFrom value from which Recovery's percentages run
 * @param text what its field should hold; empty until it was seen
 * @param held what it held before we took it over; null while we have not
 */
public record KnobState(Ramp ramp, double climbFrom, String text, @Nullable Held held) {

  /** A knob that was never seen. */
  public static final KnobState UNSEEN = new KnobState(Ramp.at(0), 0, "", null);

  boolean unseen() {
    return text.isEmpty();
  }

  KnobState with(@Nullable Held newHeld) {
    return new KnobState(ramp, climbFrom, text, newHeld);
  }

  /** The same under another policy of the same kind, whose format or rounding may be another. */
  KnobState as(KnobPolicy policy) {
    return unseen() ? this : new KnobState(ramp, climbFrom, policy.text(ramp.value()), held);
  }

  KnobState climbingFromHere() {
    return new KnobState(ramp, ramp.value(), text, held);
  }
}
