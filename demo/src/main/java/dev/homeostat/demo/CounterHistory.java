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

  /** An empty history that keeps a span. */
  CounterHistory(long spanMillis) {
    this.spanMillis = spanMillis;
  }

  /** Adds one sample; a timestamp that is not newer than the last is no input. */
  void add(long atMillis, double value) {
    Point last = points.peekLast();
    if (last == null) {
      points.addLast(new Point(atMillis, value, 0));
    } else if (atMillis > last.atMillis()) {
      double increase = value >= last.raw() ? value - last.raw() : value;
      points.addLast(new Point(atMillis, value, last.cumulative() + increase));
      while (points.size() > 2 && points.getFirst().atMillis() < atMillis - spanMillis) {
        points.removeFirst();
      }
    }
  }

  /** Timestamp of the newest sample. */
  long lastMillis() {
    return points.getLast().atMillis();
  }

  /** Value of the newest sample. */
  double lastValue() {
    return points.getLast().raw();
  }

  /** Increase over the window that ends at the newest sample; empty with one sample in it. */
  OptionalDouble increase(long windowMillis) {
    Point last = points.getLast();
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
