package dev.homeostat.sim.scenario;

import dev.homeostat.sim.metrics.Meter;
import dev.homeostat.sim.metrics.RunMeasures;

/**
 * What came of one run.
 *
 * @param measures what it is judged by
 * @param meter what happened in each of its seconds
 * @param events how many events were handled
 * @param digest stands for every event and its time: the same seed gives the same
 */
public record RunResult(RunMeasures measures, Meter meter, long events, long digest) {}
