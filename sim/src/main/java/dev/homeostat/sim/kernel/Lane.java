package dev.homeostat.sim.kernel;

import java.util.Arrays;

/**
 * Events of one handler that are scheduled in the order of their times, such as time-outs that are
 * all equally long: a ring, of which only the first event stands in the queue.
 */
final class Lane {

  private long[] nanos = new long[16];
  private long[] sequences = new long[16];
  private int[] data = new int[16];
  private int first;
  private int size;

  /** Time of the latest event that went through the lane. */
  private long lastNanos = Long.MIN_VALUE;

  private boolean headQueued;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Whether an event keeps the order of the lane. */
  boolean takes(long atNanos) {
    return atNanos >= lastNanos;
  }

  /** Whether one event of the lane stands in the queue. */
  boolean headQueued() {
    return headQueued;
  }

  void setHeadQueued(boolean queued, long atNanos) {
    headQueued = queued;
    lastNanos = Math.max(lastNanos, atNanos);
  }

  void add(long atNanos, long sequence, int datum) {
    if (size == nanos.length) {
      grow();
    }
    int at = (first + size) & (nanos.length - 1);
    nanos[at] = atNanos;
    sequences[at] = sequence;
    data[at] = datum;
    size++;
    lastNanos = atNanos;
  }

  long firstNanos() {
    return nanos[first];
  }

  long firstSequence() {
    return sequences[first];
  }

  int firstData() {
    return data[first];
  }

  void removeFirst() {
    first = (first + 1) & (nanos.length - 1);
    size--;
  }

  private void grow() {
    int old = nanos.length;
    nanos = unrolled(nanos);
    sequences = unrolled(sequences);
    int[] moved = Arrays.copyOfRange(data, first, first + 2 * old);
    System.arraycopy(data, 0, moved, old - first, first);
    data = moved;
    first = 0;
  }

  /** Twice as long, with the first event at the start. */
  private long[] unrolled(long[] ring) {
    long[] moved = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
    System.arraycopy(ring, 0, moved, ring.length - first, first);
    return moved;
  }
}
