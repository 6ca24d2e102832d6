package dev.homeostat.modes;

import java.util.List;

/**
 * When a change of settings towards more risk is taken back by itself.
 *
 * @param comparisons any of them takes it back; none where nothing does
 * @param withinMillis how long after the change they are looked at
 * @param holdMillis how long the workload then holds
 */
public record RollbackPolicy(List<Comparison> comparisons, long withinMillis, long holdMillis) {

  /** Nothing is taken back by itself. */
  public static final RollbackPolicy NONE = new RollbackPolicy(List.of(), 0, 0);

  public RollbackPolicy {
    comparisons = List.copyOf(comparisons);
    if (withinMillis < 0 || holdMillis < 0) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }
}
