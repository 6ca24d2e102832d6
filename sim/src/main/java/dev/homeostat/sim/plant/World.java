package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.metrics.Meter;
import dev.homeostat.sim.metrics.Series;

/**
 * What all parts of one plant share in one run.
 *
 * @param loop its time and events
 * @param random its random numbers
 * @param meter what becomes of its requests
 * @param knobs what a controller can set
 * @param dials what faults set, and no controller can
 * @param series what a scrape can read
 */
public record World(
    EventLoop loop, RandomStreams random, Meter meter, Knobs knobs, Knobs dials, Series series) {

  /** The world of one seed, in which nothing has happened yet. */
  public static World of(long seed, double endSeconds) {
    return new World(
        new EventLoop(),
        new RandomStreams(seed),
        new Meter(endSeconds),
        new Knobs("knob"),
        new Knobs("dial"),
        new Series());
  }
}
