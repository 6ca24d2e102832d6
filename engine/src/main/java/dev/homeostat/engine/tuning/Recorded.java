package dev.homeostat.engine.tuning;

import java.util.List;

/**
 * What was recorded of a knob and of the signal that answers to it.
 *
 * @param output values of the knob, in the order of time
 * @param measured values of the signal, in the order of time
 */
public record Recorded(List<Point> output, List<Point> measured) {

  public Recorded {
    output = List.copyOf(output);
    measured = List.copyOf(measured);
  }

  /**
   * One sample.
   *
   * @param atMillis its timestamp, milliseconds since the epoch
   * @param value what it was
   */
  public record Point(long atMillis, double value) {}
}
