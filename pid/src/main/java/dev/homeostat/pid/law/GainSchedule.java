package dev.homeostat.pid.law;

import java.util.HashMap;
import java.util.Map;

/**
 * Gains that depend on a key, such as the operating mode, with a change between them that brings no
 * jump.
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
