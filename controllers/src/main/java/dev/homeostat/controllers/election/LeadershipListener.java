package dev.homeostat.controllers.election;

/**
 * Who is told of the leadership; calls come one at a time, on a thread of their own, so that a slow
 * one delays no renewal.
 */
public interface LeadershipListener {

  /** We lead: the gate is open and the fence names us. */
  void onStarted();

  /**
   * We lead no more: the gate is closed. Returns once no write is under way any more; only then is
   * the Lease given back at the end of the process.
   */
  void onStopped();

  /**
   * Where we stand has changed.
   *
   * @param standing what to log and to show
   */
  void onStanding(Standing standing);
}
