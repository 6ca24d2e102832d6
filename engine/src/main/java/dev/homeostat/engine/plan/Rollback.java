package dev.homeostat.engine.plan;

import java.util.Map;

/**
 * A set of settings that was returned to and is held: no knob goes to more risk than it says.
 *
 * @param revision number of the set
 * @param override name of the ModeOverride that asks for it; empty where none does
 * @param why in words
 * @param heldMillis for how long it has been held
 * @param values by knob, as {@link dev.homeostat.engine.policy.KnobPolicy#spelled} writes them
 */
public record Rollback(
    long revision, String override, String why, long heldMillis, Map<String, String> values) {

  private static final int LONGEST_WHY = 512;

  public Rollback {
    why = why.length() <= LONGEST_WHY ? why : why.substring(0, LONGEST_WHY - 3) + "...";
    values = Map.copyOf(values);
  }

  /** Whether a person asks for it, and so alone ends it. */
  boolean isAskedFor() {
    return !override.isEmpty();
  }

  /** The same with values for more knobs. */
  Rollback within(Map<String, String> newValues) {
    return new Rollback(revision, override, why, heldMillis, newValues);
  }

  Rollback held(long moreMillis) {
    return new Rollback(revision, override, why, heldMillis + moreMillis, values);
  }
}
