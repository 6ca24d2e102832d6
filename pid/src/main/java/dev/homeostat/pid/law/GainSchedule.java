package dev.homeostat.pid.law;

import java.util.HashMap;
import java.util.Map;

/**
 * Gains that depend on a key, such as the operating mode, with a change between them that brings no
 * jump.
 *
 * <pre>{@code
 * u = law(key),  on a change: I' = P + I + D - P' - D'
 * }</pre>
 *
 * <p>Source: Astrom and Hagglund, Advanced PID Control (2006), section 9.3.
 *
 * <p>Regimes. Right where the process differs from key to key and the key changes more slowly than
 * the loop settles: each set of gains is stable on its own, of changes to and fro nothing follows.
 */
public final class GainSchedule {

  private final Pid base;
  private final Map<String, Pid> byKey = new HashMap<>();

  /**
   * Laws that differ in their gains.
   *
   * @param settings of all, and the gains of every key that is not listed
   * @param gains by key
   */
  public GainSchedule(PidSettings settings, Map<String, PidGains> gains) {
    base = new Pid(settings);
    gains.forEach((key, value) -> byKey.put(key, new Pid(settings.withGains(value))));
  }

  /** The law of a key. */
  public Pid law(String key) {
    return byKey.getOrDefault(key, base);
  }

  /** The state with which the law of a key goes on where that of another stopped. */
  public PidState move(PidState state, String from, String to) {
    return law(to).takeOver(state, law(from));
  }
}
