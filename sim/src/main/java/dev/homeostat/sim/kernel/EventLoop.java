package dev.homeostat.sim.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a run and all that is still to happen in it; one thread, and no object an event.
 *
 * <p>Events are handled in the order of their time, those of one time in the order in which they
 * were scheduled. A handler is registered once and gets a port; an event is a time, a port and a
 * datum.
 */
public final class EventLoop {

  /** The longest time that can be scheduled: 146 years, so that sums do not overflow. */
  public static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

  /** Marks the one event of a lane that stands in the queue. */
  private static final int FROM_LANE = 1 << 30;

  private final EventQueue queue = new EventQueue();
  private final List<EventHandler> registered = new ArrayList<>();
  private EventHandler[] handlers = {};
  private @Nullable Lane[] lanes = {};
  private long nowNanos;
  private long sequence;
  private long handled;
  private long digest = Digest.START;

  /** Makes a handler known, for events at any time. */
  public int register(EventHandler handler) {
    return register(handler, null);
  }

  /**
   * Makes a handler known whose events mostly come in the order of their times; they then cost less
   * and are handled in the very same order.
   */
  public int registerOrdered(EventHandler handler) {
    return register(handler, new Lane());
  }

  private int register(EventHandler handler, @Nullable Lane lane) {
    int port = registered.size();
    registered.add(handler);
    handlers = registered.toArray(EventHandler[]::new);
    lanes = Arrays.copyOf(lanes, port + 1);
    lanes[port] = lane;
    return port;
  }

  /** The virtual time. */
  public long nowNanos() {
    return nowNanos;
  }

  /** The virtual time in seconds. */
  public double nowSeconds() {
    return VirtualTime.seconds(nowNanos);
  }

  /** How many events were handled. */
  public long handled() {
    return handled;
  }

  /** How many events are pending. */
  public int pending() {
    int pending = queue.size();
    for (Lane lane : lanes) {
      pending += lane == null ? 0 : lane.size();
    }
    return pending;
  }

  /** Stands for every event handled so far, with its time: equal runs have equal digests. */
  public long digest() {
    return digest;
  }

  /** Schedules an event some time from now. */
  public void after(long delayNanos, int port, int data) {
    if (delayNanos < 0 || delayNanos > LONGEST_NANOS) {
      throw new IllegalArgumentException(
          "expected a delay from 0 to " + LONGEST_NANOS + " ns, found " + delayNanos);
    }
    at(nowNanos + delayNanos, port, data);
  }

  /** Schedules an event. */
  public void at(long atNanos, int port, int data) {
    if (atNanos < nowNanos) {
      throw new IllegalArgumentException(
          "expected a time from " + nowNanos + " ns on, found " + atNanos);
    }
    long order = sequence++;
    Lane lane = lanes[port];
    if (lane == null || !lane.takes(atNanos)) {
      queue.add(atNanos, order, port, data);
    } else if (lane.headQueued()) {
      lane.add(atNanos, order, data);
    } else {
      lane.setHeadQueued(true, atNanos);
      queue.add(atNanos, order, port | FROM_LANE, data);
    }
  }

  /** Handles all events up to a time, that time included, and leaves the clock there. */
  public void runUntil(long untilNanos) {
    while (!queue.isEmpty() && queue.headNanos() <= untilNanos) {
      long atNanos = queue.headNanos();
      int marked = queue.headPort();
      int data = queue.headData();
      int port = marked & ~FROM_LANE;
      if (port == marked) {
        queue.removeHead();
      } else {
        takeFromLane(port);
      }
      nowNanos = atNanos;
      handled++;
      digest = Digest.with(digest, atNanos ^ ((long) port << 56) ^ data);
      handlers[port].handle(data);
    }
    nowNanos = Math.max(nowNanos, untilNanos);
  }

  /** Removes the head of the queue, which is a lane's, and puts the lane's next in its place. */
  private void takeFromLane(int port) {
    Lane lane = Objects.requireNonNull(lanes[port]);
    if (lane.isEmpty()) {
      lane.setHeadQueued(false, queue.headNanos());
      queue.removeHead();
    } else {
      queue.replaceHead(
          lane.firstNanos(), lane.firstSequence(), port | FROM_LANE, lane.firstData());
      lane.removeFirst();
    }
  }
}
