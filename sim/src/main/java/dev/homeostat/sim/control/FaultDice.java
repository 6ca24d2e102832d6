package dev.homeostat.sim.control;

import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;

/**
 * Which faults strike in which second: a function of the seed alone. Each seed has its own mix, so
 * that some runs have few faults and some have many of one kind; the last part of a run has none.
 */
final class FaultDice {

  private static final int KIND = 100;
  private static final int SIZE = 200;
  private static final double MOST = 3;

  private final RandomStreams random;
  private final double untilSeconds;

  /**
   * The faults of one run.
   *
   * @param untilSeconds no fault strikes from then on
   */
  FaultDice(long seed, double untilSeconds) {
    random = new RandomStreams(seed);
    this.untilSeconds = untilSeconds;
  }

  /** Whether nothing strikes any more. */
  boolean isOver(long second) {
    return second >= untilSeconds;
  }

  boolean strikes(Fault fault, long second) {
    // From none at all, in a third of the runs, to three times its chance.
    double factor =
        MOST * (1.5 * random.uniform(Purpose.CONTROLLER, 0, KIND + fault.number()) - 0.5);
    return !isOver(second)
        && random.uniform(Purpose.CONTROLLER, second, fault.number()) < fault.chance() * factor;
  }

  /** How much of it, from 0 to 1. */
  double size(Fault fault, long second) {
    return random.uniform(Purpose.CONTROLLER, second, SIZE + fault.number());
  }
}
