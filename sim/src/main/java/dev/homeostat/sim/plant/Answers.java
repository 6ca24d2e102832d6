package dev.homeostat.sim.plant;

/** Where a service sends what it has done. */
@FunctionalInterface
interface Answers {

  /**
   * An answer leaves the server, which then forgets the attempt.
   *
   * @param well whether it is an answer and not an error
   * @return whether somebody waited for it, and it was no error
   */
  boolean answered(int attempt, boolean well);

  /** A server turns away an attempt that it had taken, and forgets it; to some that is an error. */
  default void shed(int attempt) {
    answered(attempt, false);
  }
}
