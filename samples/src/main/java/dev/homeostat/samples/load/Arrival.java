package dev.homeostat.samples.load;

/** One request of the load: its number, its order and its instant after the epoch. */
record Arrival(long request, long order, long atNanos) {
  /** False for a request of the warm-up. */
  boolean isCounted() {
    return atNanos >= 0;
  }

  /** The second of the run it arrives in, for a counted request. */
  int second() {
    return (int) (atNanos / 1_000_000_000L);
  }
}
