package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.Reading;
import java.util.List;

/**
 * All that one evaluation knows: with the state it determines the decision.
 *
 * @param nowMillis now, milliseconds since the epoch
 * @param cap how far the administrator lets any resource go
 * @param deleted whether the resource is being deleted
 * @param signals one a signal of the policy
 * @param knobs one a knob of the policy
 * @param leftovers one a leftover of the state
 * @param failures what became of the last evaluation's writes, where they failed
 */
public record Inputs(
    long nowMillis,
    Enforcement cap,
    boolean deleted,
    List<Reading> signals,
    List<KnobSight> knobs,
    List<KnobSight> leftovers,
    List<Problem> failures) {

  public Inputs {
    signals = List.copyOf(signals);
    knobs = List.copyOf(knobs);
    leftovers = List.copyOf(leftovers);
    failures = List.copyOf(failures);
  }
}
