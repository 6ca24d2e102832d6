package dev.homeostat.sim.scenario;

import dev.homeostat.sim.metrics.KnobWrite;
import dev.homeostat.sim.metrics.Meter;
import dev.homeostat.sim.metrics.RunMeasures;
import java.util.List;
import java.util.Map;

/**
 * What came of one run.
 *
 * @param measures what it is judged by
 * @param meter what happened in each of its seconds
 * @param deployed knobs with which the service was deployed, apart from the plant's own
 * @param writes of knobs, in order
 * @param events how many events were handled
 * @param digest stands for every event and its time: the same seed gives the same
 */
public record RunResult(
    RunMeasures measures,
    Meter meter,
    Map<String, Double> deployed,
    List<KnobWrite> writes,
    long events,
    long digest) {}
