package dev.homeostat.demo;

import java.util.List;

/** What Homeostat does to one copy of the service, and what a view shows of it. */
interface Pilot {

  /**
   * Looks once; returns the moves since the last time.
   *
   * @param tickMillis nominal time of the tick
   * @param second the same, since second 0
   */
  List<DemoResult.TimedMove> tick(long tickMillis, int second) throws DemoException;

  /** What a view shows. */
  Controlled.Snapshot snapshot();

  /** All moves. */
  List<DemoResult.TimedMove> moves();

  /** How many settings were changed. */
  long writes();
}
