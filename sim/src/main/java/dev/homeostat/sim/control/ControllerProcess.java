package dev.homeostat.sim.control;

import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.Journal;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.policy.Enforcement;
import org.jspecify.annotations.Nullable;

/** One of the processes that run the engine: its lease, its clock, and its memory. */
final class ControllerProcess {

  private final int number;
  private final PlantPolicy policy;
  private long term;
  private long skewMillis;
  private long stalledUntilMillis;
  private @Nullable ControlCycle cycle;

  ControllerProcess(int number, PlantPolicy policy) {
    this.number = number;
    this.policy = policy;
  }

  int number() {
    return number;
  }

  /** The term that it believes to hold. */
  long term() {
    return term;
  }

  /** What its clock says. */
  long clockMillis(long trueMillis) {
    return trueMillis + skewMillis;
  }

  void jump(long millis) {
    skewMillis += millis;
  }

  /** Somebody sets the clock right; says whether it was wrong. */
  boolean setRight() {
    boolean wrong = skewMillis != 0;
    skewMillis = 0;
    return wrong;
  }

  void stall(long untilMillis) {
    stalledUntilMillis = untilMillis;
  }

  /** Forgets all but what is in status. */
  void restart() {
    cycle = null;
  }

  /**
   * Looks at the lease.
   *
   * @return whether it took it just now
   */
  boolean elect(Lease lease, long trueMillis) {
    if (isStalled(trueMillis)) {
      return false;
    }
    long before = term;
    term = lease.renew(number, before, trueMillis);
    if (term != before) {
      cycle = null;
    }
    return term != 0 && term != before;
  }

  boolean isStalled(long trueMillis) {
    return trueMillis < stalledUntilMillis;
  }

  /** One turn of the loop, if it believes to lead. */
  void turn(BuggyPorts ports, Journal journal) {
    if (term == 0) {
      return;
    }
    if (cycle == null) {
      cycle = new ControlCycle(new Ports(ports, ports, ports, ports, journal, FixedPlant.OUTSIDE));
      cycle.declare(policy.set());
    }
    cycle.evaluate(Enforcement.ENFORCE);
  }
}
