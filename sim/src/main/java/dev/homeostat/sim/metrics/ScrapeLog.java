package dev.homeostat.sim.metrics;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The scrapes that a controller can see, the newest first, each with the time at which it was
 * taken; the oldest are forgotten.
 */
public final class ScrapeLog {

  private final Series series;
  private final int capacity;
  private final int width;
  private final long[] stamps;
  private final double[] values;
  private long taken;
  private long visible;

  ScrapeLog(Series series, int capacity) {
    this.series = series;
    this.capacity = capacity;
    this.width = series.names().size();
    this.stamps = new long[capacity];
    this.values = new double[capacity * width];
  }

  /** Reads all series; nobody sees them yet. */
  void take(long nowNanos) {
    int row = row(taken++);
    stamps[row] = nowNanos;
    for (int column = 0; column < width; column++) {
      values[row * width + column] = series.read(column);
    }
  }

  /** Lets the oldest scrape that cannot be seen yet be seen. */
  void show() {
    visible++;
  }

  /** The names of the series. */
  public List<String> names() {
    return series.names();
  }

  /** Where a series stands; an unknown name is refused with the nearest. */
  public int indexOf(String name) {
    return series.indexOf(name);
  }

  /** How many scrapes can be seen. */
  public int size() {
    // What was taken but cannot be seen yet has already overwritten the oldest.
    long hidden = taken - visible;
    return (int) Math.min(visible, capacity - hidden);
  }

  /**
   * When a scrape was taken.
   *
   * @param back 0 for the newest
   */
  public long stampNanos(int back) {
    return stamps[row(back)];
  }

  /**
   * What a scrape found.
   *
   * @param back 0 for the newest
   * @param index which series
   */
  public double value(int back, int index) {
    return values[row(back) * width + index];
  }

  /**
   * What a counter grew over a window that ends with the newest scrape; a window that is not filled
   * yet gives the span present, and one of fewer than two scrapes gives nothing.
   */
  public OptionalDouble increase(int index, double windowSeconds) {
    int oldest = oldestWithin(windowSeconds);
    return oldest == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(value(0, index) - value(oldest, index));
  }

  /** What a counter grew a second over such a window. */
  public OptionalDouble ratePerSecond(int index, double windowSeconds) {
    int oldest = oldestWithin(windowSeconds);
    return oldest == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (value(0, index) - value(oldest, index))
                / VirtualTime.seconds(stampNanos(0) - stampNanos(oldest)));
  }

  private int oldestWithin(double windowSeconds) {
    int back = 0;
    while (back + 1 < size()
        && VirtualTime.seconds(stampNanos(0) - stampNanos(back + 1)) <= windowSeconds) {
      back++;
    }
    return back;
  }

  private int row(int back) {
    if (back < 0 || back >= size()) {
      throw new IndexOutOfBoundsException("expected one of " + size() + " scrapes, found " + back);
    }
    return row(visible - 1 - back);
  }

  private int row(long number) {
    return (int) (number % capacity);
  }
}
