package dev.homeostat.sim.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The writes of a controller, and how many of them turn back. */
public final class WriteLog {

  private final List<KnobWrite> writes = new ArrayList<>();
  private final Map<String, Integer> directions = new LinkedHashMap<>();
  private int reversals;

  /** A knob is written. */
  public void wrote(KnobWrite write) {
    writes.add(write);
    int direction = Double.compare(write.after(), write.before());
    if (direction != 0) {
      Integer last = directions.put(write.knob(), direction);
      reversals += last != null && last != direction ? 1 : 0;
    }
  }

  /** Every write, in order. */
  public List<KnobWrite> all() {
    return List.copyOf(writes);
  }

  /** How often a knob was written. */
  public int writes() {
    return writes.size();
  }

  /** How often a knob was moved against the direction of its move before. */
  public int reversals() {
    return reversals;
  }
}
