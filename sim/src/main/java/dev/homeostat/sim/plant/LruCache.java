package dev.homeostat.sim.plant;

import java.util.Arrays;

/** Which keys are cached; of too many, the one that was used longest ago goes. */
final class LruCache {

  private static final int ABSENT = -1;

  private final int capacity;
  private final int end;
  private final int[] before;
  private final int[] after;
  private int size;

  /**
   * An empty cache.
   *
   * @param keys keys are below that number
   */
  LruCache(int keys, int capacity) {
    this.capacity = capacity;
    end = keys;
    before = new int[keys + 1];
    after = new int[keys + 1];
    clear();
  }

  void clear() {
    Arrays.fill(after, ABSENT);
    before[end] = end;
    after[end] = end;
    size = 0;
  }

  int size() {
    return size;
  }

  boolean contains(int key) {
    return after[key] != ABSENT;
  }

  /** Adds a key, or makes it the one that was used last. */
  void use(int key) {
    if (contains(key)) {
      unlink(key);
    } else if (size == capacity) {
      int oldest = before[end];
      unlink(oldest);
      after[oldest] = ABSENT;
    } else {
      size++;
    }
    after[key] = after[end];
    before[key] = end;
    before[after[end]] = key;
    after[end] = key;
  }

  private void unlink(int key) {
    after[before[key]] = after[key];
    before[after[key]] = before[key];
  }
}
