package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Attempts that wait for something, first come first served, each for its own time at most. A place
 * in it is used again when its attempt has left and its timer has fired.
 */
final class WaitingLine {

  private static final int LEFT = -1;

  private final EventLoop loop;
  private final IntConsumer timedOut;
  private final int timerPort;
  private final AttemptQueue places = new AttemptQueue();
  private final AttemptQueue free = new AttemptQueue();
  private int[] attempts = new int[16];
  private boolean[] inLine = new boolean[16];
  private boolean[] onTimer = new boolean[16];
  private int used;
  private int size;

  /**
   * An empty line.
   *
   * @param timedOut is told the attempts that have waited too long, and are out of it
   */
  WaitingLine(EventLoop loop, IntConsumer timedOut) {
    this.loop = loop;
    this.timedOut = timedOut;
    timerPort = loop.registerOrdered(this::fires);
  }

  /** How many wait. */
  int size() {
    return size;
  }

  void add(int attempt, long timeoutNanos) {
    int place = free.isEmpty() ? newPlace() : free.removeFirst();
    attempts[place] = attempt;
    inLine[place] = true;
    onTimer[place] = true;
    places.add(place);
    size++;
    loop.after(timeoutNanos, timerPort, place);
  }

  /** The first attempt, which is then out of it; there must be one. */
  int removeFirst() {
    removeLeft();
    int place = places.removeFirst();
    int attempt = attempts[place];
    attempts[place] = LEFT;
    size--;
    leaves(place);
    return attempt;
  }

  private void fires(int place) {
    onTimer[place] = false;
    int attempt = attempts[place];
    if (attempt == LEFT) {
      freeIfUnused(place);
      return;
    }
    attempts[place] = LEFT;
    size--;
    removeLeft();
    timedOut.accept(attempt);
  }

  /** Takes those off the head of the line who no longer wait. */
  private void removeLeft() {
    while (!places.isEmpty() && attempts[places.first()] == LEFT) {
      leaves(places.removeFirst());
    }
  }

  private void leaves(int place) {
    inLine[place] = false;
    freeIfUnused(place);
  }

  private void freeIfUnused(int place) {
    if (!inLine[place] && !onTimer[place]) {
      free.add(place);
    }
  }

  private int newPlace() {
    if (used == attempts.length) {
      attempts = Arrays.copyOf(attempts, 2 * used);
      inLine = Arrays.copyOf(inLine, 2 * used);
      onTimer = Arrays.copyOf(onTimer, 2 * used);
    }
    return used++;
  }
}
