package dev.homeostat.sim.plant;

import java.util.Arrays;

/**
 * The attempts that somebody still refers to, in columns: an attempt is the number of its row, and
 * a row is used again when neither its client nor a server refers to it.
 */
final class Attempts {

  private static final byte WAITING = 1;
  private static final byte TIMER = 2;
  private static final byte AT_SERVER = 4;
  private static final byte IN_USE = 8;
  private static final byte FAILING = 16;
  private static final byte REPEATED = 32;

  private long[] requests = new long[1024];
  private int[] numbers = new int[1024];
  private long[] arrivedNanos = new long[1024];
  private long[] workNanos = new long[1024];
  private long[] markNanos = new long[1024];
  private long[] enteredNanos = new long[1024];
  private long[] startedNanos = new long[1024];
  private int[] heldAtEntry = new int[1024];
  private int[] next = new int[1024];
  private byte[] flags = new byte[1024];
  private int rows;
  private int free = -1;
  private int used;

  /** A new attempt, in nobody's hands yet. */
  int open(long request, int number, long arrived) {
    int attempt = free;
    if (attempt < 0) {
      attempt = rows++;
      if (attempt == requests.length) {
        grow();
      }
    } else {
      free = next[attempt];
    }
    requests[attempt] = request;
    numbers[attempt] = number;
    arrivedNanos[attempt] = arrived;
    flags[attempt] = IN_USE;
    used++;
    return attempt;
  }

  /** Gives the row back if nobody refers to it any more. */
  void closeIfUnused(int attempt) {
    if ((flags[attempt] & ~(FAILING | REPEATED)) == IN_USE) {
      flags[attempt] = 0;
      next[attempt] = free;
      free = attempt;
      used--;
    }
  }

  /** How many rows are in use. */
  int used() {
    return used;
  }

  /** The number of the request, from 0. */
  long request(int attempt) {
    return requests[attempt];
  }

  /** Which attempt of its request it is, from 0. */
  int number(int attempt) {
    return numbers[attempt];
  }

  /** When its request arrived. */
  long arrivedNanos(int attempt) {
    return arrivedNanos[attempt];
  }

  /** The work that a server put into it. */
  long workNanos(int attempt) {
    return workNanos[attempt];
  }

  void setWorkNanos(int attempt, long nanos) {
    workNanos[attempt] = nanos;
  }

  /** A time that whoever has the attempt keeps for himself. */
  long markNanos(int attempt) {
    return markNanos[attempt];
  }

  void setMarkNanos(int attempt, long nanos) {
    markNanos[attempt] = nanos;
  }

  /** Notes that a server took it. */
  void enter(int attempt, long nowNanos, int held) {
    enteredNanos[attempt] = nowNanos;
    heldAtEntry[attempt] = held;
  }

  /** When a server took it. */
  long enteredNanos(int attempt) {
    return enteredNanos[attempt];
  }

  /** When that server began to work on it. */
  long startedNanos(int attempt) {
    return startedNanos[attempt];
  }

  void setStartedNanos(int attempt, long nanos) {
    startedNanos[attempt] = nanos;
  }

  /** What that server then held, the attempt included. */
  int heldAtEntry(int attempt) {
    return heldAtEntry[attempt];
  }

  /** Whether its client still waits for the answer. */
  boolean isWaiting(int attempt) {
    return (flags[attempt] & WAITING) != 0;
  }

  void setWaiting(int attempt, boolean waiting) {
    set(attempt, WAITING, waiting);
  }

  void setTimer(int attempt, boolean timer) {
    set(attempt, TIMER, timer);
  }

  void setAtServer(int attempt, boolean atServer) {
    set(attempt, AT_SERVER, atServer);
  }

  /** Whether the server's work on it ends in an error. */
  boolean isFailing(int attempt) {
    return (flags[attempt] & FAILING) != 0;
  }

  void setFailing(int attempt, boolean failing) {
    set(attempt, FAILING, failing);
  }

  /** Whether its service does it for the second time. */
  boolean isRepeated(int attempt) {
    return (flags[attempt] & REPEATED) != 0;
  }

  void setRepeated(int attempt, boolean repeated) {
    set(attempt, REPEATED, repeated);
  }

  private void set(int attempt, byte flag, boolean on) {
    flags[attempt] = (byte) (on ? flags[attempt] | flag : flags[attempt] & ~flag);
  }

  private void grow() {
    int more = 2 * requests.length;
    requests = Arrays.copyOf(requests, more);
    numbers = Arrays.copyOf(numbers, more);
    arrivedNanos = Arrays.copyOf(arrivedNanos, more);
    workNanos = Arrays.copyOf(workNanos, more);
    markNanos = Arrays.copyOf(markNanos, more);
    enteredNanos = Arrays.copyOf(enteredNanos, more);
    startedNanos = Arrays.copyOf(startedNanos, more);
    heldAtEntry = Arrays.copyOf(heldAtEntry, more);
    next = Arrays.copyOf(next, more);
    flags = Arrays.copyOf(flags, more);
  }
}
