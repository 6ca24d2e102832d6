package dev.homeostat.pid.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was recorded of a process: its output, which keeps each value until the next sample, and the
 * signal. The two may be sampled at different times.
 *
 * @param output values of the knob, in the order of time
 * @param signal values of the process variable, in the order of time
 */
public record Recording(List<Point> output, List<Point> signal) {

  public Recording {
    output = List.copyOf(output);
    signal = List.copyOf(signal);
  }

  /**
   * One sample.
   *
   * @param atMillis its timestamp, milliseconds since the epoch
   * @param value of the knob or of the signal
   */
  public record Point(long atMillis, double value) {}

  /**
   * A change of the output.
   *
   * @param lastBeforeMillis last sample with the value before
   * @param firstAfterMillis first sample with the value after
   * @param before the value before
   * @param after the value after
   */
  public record Change(long lastBeforeMillis, long firstAfterMillis, double before, double after) {

    /** When it is taken to have happened: nobody saw it, so the middle. */
    double middleMillis() {
      return lastBeforeMillis + (firstAfterMillis - lastBeforeMillis) / 2.0;
    }
  }

  /** The changes of the output before the signal ends, in the order of time. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    long end = signal.isEmpty() ? Long.MIN_VALUE : signal.get(signal.size() - 1).atMillis();
    for (int i = 1; i < output.size(); i++) {
      Point last = output.get(i - 1);
      Point next = output.get(i);
      if (next.value() != last.value() && next.atMillis() <= end) {
        changes.add(new Change(last.atMillis(), next.atMillis(), last.value(), next.value()));
      }
    }
    return changes;
  }

  /** By how much the time of a change, and with it the dead time, may be wrong to either side. */
  public double changeUncertaintySeconds() {
    return changes().stream()
        .mapToDouble(change -> (change.firstAfterMillis() - change.lastBeforeMillis()) / 2_000.0)
        .max()
        .orElse(0);
  }

  /** The median time between two samples of the signal; NaN where there are fewer than two. */
  public double sampleSeconds() {
    if (signal.size() < 2) {
      return Double.NaN;
    }
    long[] gaps = new long[signal.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = signal.get(i + 1).atMillis() - signal.get(i).atMillis();
    }
    Arrays.sort(gaps);
    return gaps[gaps.length / 2] / 1_000.0;
  }
}
