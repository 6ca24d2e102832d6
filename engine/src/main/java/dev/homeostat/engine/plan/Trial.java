package dev.homeostat.engine.plan;

import dev.homeostat.modes.CanaryPolicy;
import dev.homeostat.modes.CanaryWatch;
import java.util.Map;

/**
 * A change towards more risk that only some of the objects have so far.
 *
 * @param revision number of the set before it
 * @param watch what is known of it
 * @param before that set by knob, as {@link dev.homeostat.engine.policy.KnobPolicy#spelled} writes
 *     it; the objects that do not have the change stay within it
 */
public record Trial(long revision, CanaryWatch watch, Map<String, String> before) {

  public Trial {
    before = Map.copyOf(before);
  }

  Trial with(CanaryWatch newWatch) {
    return new Trial(revision, newWatch, before);
  }

  /** The same for a change that goes further. */
  Trial anew(CanaryPolicy policy) {
    return with(CanaryWatch.begun(policy, 0));
  }
}
