package dev.homeostat.sim.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the writes of a controller, and those that turn back. */
public final class WriteLog {

  private final Map<String, Integer> directions = new LinkedHashMap<>();
  private int writes;
  private int reversals;

  /** A knob is written. */
  public void wrote(String knob, double before, double after) {
    writes++;
    int direction = Double.compare(after, before);
    if (direction != 0) {
      Integer last = directions.put(knob, direction);
      reversals += last != null && last != direction ? 1 : 0;
    }
  }

  /** How often a knob was written. */
  public int writes() {
    return writes;
  }

  /** How often a knob was moved against the direction of its move before. */
  public int reversals() {
    return reversals;
  }
}
