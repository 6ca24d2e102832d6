package dev.homeostat.sim.plant;

import java.util.Arrays;

/** Attempts in the order in which they came. */
final class AttemptQueue {

  private int[] ring = new int[16];
  private int first;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(int attempt) {
    if (size == ring.length) {
      int[] moved = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
      System.arraycopy(ring, 0, moved, ring.length - first, first);
      ring = moved;
      first = 0;
    }
    ring[(first + size) & (ring.length - 1)] = attempt;
    size++;
  }

  /** The first one, which stays; there must be one. */
  int first() {
    return ring[first];
  }

  int removeFirst() {
    int attempt = ring[first];
    first = (first + 1) & (ring.length - 1);
    size--;
    return attempt;
  }
}
