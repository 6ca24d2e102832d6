package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.metrics.Meter;
import dev.homeostat.sim.metrics.Series;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of one plant share in one run.
 *
 * @param loop its time and events
 * @param random its random numbers
 * @param meter what becomes of its requests
 * @param knobs what a controller can set
 * @param dials what faults set, and no controller can
 * @param series what a scrape can read
 * @param doors what stands at the door of each server; null: nothing
 */
public record World(
    EventLoop loop,
    RandomStreams random,
    Meter meter,
    Knobs knobs,
    Knobs dials,
    Series series,
    @Nullable Supplier<Admission> doors) {

  /** The world of one seed, in which nothing has happened yet. */
  public static World of(long seed, double endSeconds) {
    return new World(
        new EventLoop(),
        new RandomStreams(seed),
        new Meter(endSeconds),
        new Knobs("knob"),
        new Knobs("dial"),
        new Series(),
        null);
  }

  /** The same, with something at the door of each server. */
  public World with(Supplier<Admission> admissions) {
    return new World(loop, random, meter, knobs, dials, series, admissions);
  }

  /** What stands at the door of one more server. */
  @Nullable Admission door() {
    return doors == null ? null : doors.get();
  }
}
