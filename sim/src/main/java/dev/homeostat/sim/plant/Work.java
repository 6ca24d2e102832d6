package dev.homeostat.sim.plant;

/** How much work an attempt is, decided when a server starts on it. */
interface Work {

  /**
   * The time that it takes.
   *
   * @param rateFactor speed of the server; 1 is its own
   */
  long nanos(int attempt, double rateFactor);

  /** Whether an attempt that is done was done well. */
  boolean endsWell(int attempt);
}
