package dev.homeostat.sim.control;

/** What goes wrong with the controller itself, each with its chance in a second of a bad run. */
enum Fault {
  /** A turn does not take place. */
  LOST_TURN(1, 0.05),
  /** A turn takes place twice. */
  DOUBLED_TURN(2, 0.05),
  /** The process ends and starts again; it knows what is in status. */
  RESTART(3, 0.01),
  /** The process stops for so long that it loses its lease, and goes on as if nothing were. */
  STALL(4, 0.01),
  /** An object is read as it was some seconds ago. */
  STALE_READ(5, 0.05),
  /** An object cannot be read. */
  FAILED_READ(6, 0.03),
  /** An object is not written. */
  FAILED_WRITE(7, 0.05),
  /** An object is written, and the answer is lost. */
  LOST_ANSWER(8, 0.03),
  /** The status is not saved. */
  FAILED_SAVE(9, 0.03),
  /** Nothing is known of the service for a while. */
  LATE_METRICS(10, 0.02),
  /** A signal is not a number. */
  NOT_A_NUMBER(11, 0.02),
  /** The wall clock jumps, by up to half a minute either way. */
  CLOCK_JUMP(12, 0.02);

  private final int number;
  private final double chance;

  Fault(int number, double chance) {
    this.number = number;
    this.chance = chance;
  }

  /** Part of every draw, and so never changed. */
  int number() {
    return number;
  }

  double chance() {
    return chance;
  }
}
