package dev.homeostat.engine.plan;

import dev.homeostat.modes.Mode;
import java.util.Map;

/**
 * Where all knobs were sent at one time.
 *
 * @param revision its number
 * @param atMillis since when, milliseconds since the epoch
 * @param mode the mode then
 * @param values by knob, as {@link dev.homeostat.engine.policy.KnobPolicy#spelled} writes them
 */
public record SettingSet(long revision, long atMillis, Mode mode, Map<String, String> values) {

  /** How many are kept. */
  static final int MOST = 10;

  public SettingSet {
    values = Map.copyOf(values);
  }
}
