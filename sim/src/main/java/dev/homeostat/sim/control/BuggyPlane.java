package dev.homeostat.sim.control;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.sim.metrics.ScrapeLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What the processes of a buggy controller share: the cluster, and what goes wrong in it now. */
final class BuggyPlane {

  /** How many seconds a read can be late. */
  private static final int MOST_STALE = 5;

  private final FaultDice dice;
  private final boolean fenced;
  private final PlantConfig config;
  private final ObjectRef object;
  private final ScrapeLog scrapes;
  private final RunStatuses statuses = new RunStatuses();
  private final Lease lease = new Lease();
  private final Deque<TargetObject> history = new ArrayDeque<>();
  private long second;
  private long nowMillis;
  private long blindUntilSecond;
  private long lastWriteSecond;
  private boolean intruded;

  BuggyPlane(
      FaultDice dice, boolean fenced, ObjectRef object, PlantConfig config, ScrapeLog scrapes) {
    this.dice = dice;
    this.fenced = fenced;
    this.object = object;
    this.config = config;
    this.scrapes = scrapes;
  }

  /** A second begins. */
  void begin(long newSecond, long newMillis) {
    second = newSecond;
    nowMillis = newMillis;
    history.addFirst(config.read(object, ""));
    if (history.size() > MOST_STALE) {
      history.removeLast();
    }
    if (strikes(Fault.LATE_METRICS)) {
      blindUntilSecond = second + 5 + (long) (20 * dice.size(Fault.LATE_METRICS, second));
    }
  }

  boolean strikes(Fault fault) {
    return dice.strikes(fault, second);
  }

  double size(Fault fault) {
    return dice.size(fault, second);
  }

  /** Whether what is scraped does not arrive. */
  boolean isBlind() {
    return second < blindUntilSecond;
  }

  /** An object as it was some seconds ago, but not before it was written last: that a port owes. */
  TargetObject past() {
    if (history.isEmpty()) {
      return config.read(object, "");
    }
    List<TargetObject> all = List.copyOf(history);
    return all.get((int) (all.size() * size(Fault.STALE_READ)));
  }

  /** Whether a write of a term is let in where it lands; one that should not be is remembered. */
  boolean lets(long term) {
    boolean holds = term == lease.term();
    intruded |= !holds && !fenced;
    return holds || !fenced;
  }

  /** Whether a process that lost its lease has written since this was asked last. */
  boolean tookIntruder() {
    boolean was = intruded;
    intruded = false;
    return was;
  }

  /** An object is written: nobody reads it any more as it was before. */
  void wrote() {
    history.clear();
    lastWriteSecond = second;
  }

  long lastWriteSecond() {
    return lastWriteSecond;
  }

  long nowMillis() {
    return nowMillis;
  }

  PlantConfig config() {
    return config;
  }

  RunStatuses statuses() {
    return statuses;
  }

  Lease lease() {
    return lease;
  }

  ScrapeLog scrapes() {
    return scrapes;
  }
}
