package dev.homeostat.pid.tuning;

import java.util.List;

/**
 * What was recorded around one step of the output of a process that was at rest.
 *
 * @param points the signal, in the order of time, before the step and after it
 * @param steppedAtMillis when the output changed, milliseconds since the epoch
 * @param outputBefore value of the knob before
 * @param outputAfter value of the knob after
 */
record StepRecord(
    List<Recording.Point> points, long steppedAtMillis, double outputBefore, double outputAfter) {

  StepRecord {
    points = List.copyOf(points);
  }
}
