package dev.homeostat.sim.kernel;

import java.util.Arrays;

/**
 * The pending events, the earliest first and of equal times the one scheduled first: a heap of four
 * children a node in one array of longs, so that no event is an object.
 *
 * <p>An entry is three longs that lie together: time, sequence, and port with data.
 */
final class EventQueue {

  private static final int WIDTH = 3;
  private static final int CHILDREN = 4;
  private static final long DATA = 0xffff_ffffL;

  private long[] heap = new long[64 * WIDTH];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  long headNanos() {
    return heap[0];
  }

  int headPort() {
    return (int) (heap[2] >>> Integer.SIZE);
  }

  int headData() {
    return (int) heap[2];
  }

  void add(long atNanos, long sequence, int port, int data) {
    if (size * WIDTH == heap.length) {
      heap = Arrays.copyOf(heap, heap.length * 2);
    }
    long[] entries = heap;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / CHILDREN;
      int from = parent * WIDTH;
      // A new event has the largest sequence, but the head of a lane keeps the one that it had.
      if (isBefore(entries, from, atNanos, sequence)) {
        break;
      }
      copy(entries, from, hole * WIDTH);
      hole = parent;
    }
    put(entries, hole * WIDTH, atNanos, sequence, word(port, data));
  }

  void removeHead() {
    size--;
    if (size > 0) {
      int last = size * WIDTH;
      sink(heap[last], heap[last + 1], heap[last + 2]);
    }
  }

  /** Removes the head and adds an event, in one pass. */
  void replaceHead(long atNanos, long sequence, int port, int data) {
    sink(atNanos, sequence, word(port, data));
  }

  private void sink(long atNanos, long sequence, long word) {
    long[] entries = heap;
    int end = size * WIDTH;
    int hole = 0;
    while (true) {
      int child = hole * CHILDREN + WIDTH;
      if (child >= end) {
        break;
      }
      int least = leastOfSiblings(entries, child, end);
      if (!isBefore(entries, least, atNanos, sequence)) {
        break;
      }
      copy(entries, least, hole);
      hole = least;
    }
    put(entries, hole, atNanos, sequence, word);
  }

  /** The earliest of up to four siblings. */
  private static int leastOfSiblings(long[] entries, int first, int end) {
    int least = first;
    int last = Math.min(first + CHILDREN * WIDTH, end);
    for (int sibling = first + WIDTH; sibling < last; sibling += WIDTH) {
      if (isBefore(entries, sibling, entries[least], entries[least + 1])) {
        least = sibling;
      }
    }
    return least;
  }

  private static boolean isBefore(long[] entries, int at, long nanos, long sequence) {
    long time = entries[at];
    return time < nanos || (time == nanos && entries[at + 1] < sequence);
  }

  private static void copy(long[] entries, int from, int to) {
    entries[to] = entries[from];
    entries[to + 1] = entries[from + 1];
    entries[to + 2] = entries[from + 2];
  }

  private static void put(long[] entries, int at, long nanos, long sequence, long word) {
    entries[at] = nanos;
    entries[at + 1] = sequence;
    entries[at + 2] = word;
  }

  private static long word(int port, int data) {
    return ((long) port << Integer.SIZE) | (data & DATA);
  }
}
