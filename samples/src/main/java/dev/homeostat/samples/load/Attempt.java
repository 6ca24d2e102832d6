package dev.homeostat.samples.load;

import org.jspecify.annotations.Nullable;

/** One sending of a request, open until it is answered, fails or times out. */
final class Attempt {
  private final Arrival arrival;
  private final int number;
  private final long deadlineNanos;
  private @Nullable ClientConnection connection;
  private boolean ended;

  Attempt(Arrival arrival, int number, long deadlineNanos) {
    this.arrival = arrival;
    this.number = number;
    this.deadlineNanos = deadlineNanos;
  }

  Arrival arrival() {
    return arrival;
  }

  /** 0 for the first sending. */
  int number() {
    return number;
  }

  /** On the clock of {@code System.nanoTime}. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  @Nullable ClientConnection connection() {
    return connection;
  }

  void sendOver(ClientConnection carrier) {
    connection = carrier;
  }

  boolean isEnded() {
    return ended;
  }

  void end() {
    ended = true;
    connection = null;
  }
}
