package dev.homeostat.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalDouble;

/**
 * The samples of one series over a bounded span, and its increase in any window of it.
 *
 * <p>A counter that falls was reset, and counts from zero again. A window that is not yet filled
 * uses the span present. Unlike Prometheus' {@code increase} nothing is extrapolated: the result is
 * a count of events that were seen.
 */
final class CounterHistory {

  private record Point(long atMillis, double raw, double cumulative) {}

  private final long spanMillis;
  private final Deque<Point> points = new ArrayDeque<>();
  private long lastMillis = Long.MIN_VALUE;
  private double lastValue = Double.NaN;

  /** An empty history that keeps a span. */
  CounterHistory(long spanMillis) {
    this.spanMillis = spanMillis;
  }

  /** Adds one sample; a timestamp that is not newer than the last is no input. */
  void add(long atMillis, double value) {
    if (atMillis <= lastMillis) {
      return;
    }
    lastMillis = atMillis;
    lastValue = value;
    // What is not finite would spoil every sum after it; it counts as a sample that never came.
    if (Double.isFinite(value)) {
      addFinite(atMillis, value);
    }
  }

  private void addFinite(long atMillis, double value) {
    Point last = points.peekLast();
    if (last == null) {
      points.addLast(new Point(atMillis, value, 0));
      return;
    }
    double increase = value >= last.raw() ? value - last.raw() : Math.max(0, value);
    points.addLast(new Point(atMillis, value, last.cumulative() + increase));
    while (points.size() > 2 && points.getFirst().atMillis() < atMillis - spanMillis) {
      points.removeFirst();
    }
  }

  /** Timestamp of the newest sample. */
  long lastMillis() {
    return lastMillis;
  }

  /** Value of the newest sample, whatever it is. */
  double lastValue() {
    return lastValue;
  }

  /** Increase over the window that ends at the newest finite sample; empty with one in it. */
  OptionalDouble increase(long windowMillis) {
    Point last = points.peekLast();
    if (last == null) {
      return OptionalDouble.empty();
    }
    Point first = last;
    int inWindow = 0;
    Iterator<Point> backwards = points.descendingIterator();
    while (backwards.hasNext()) {
      Point point = backwards.next();
      if (point.atMillis() < last.atMillis() - windowMillis) {
        break;
      }
      first = point;
      inWindow++;
    }
    return inWindow < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(last.cumulative() - first.cumulative());
  }
}
