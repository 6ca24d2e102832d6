package dev.homeostat.sim.metrics;

/**
 * A write of a knob.
 *
 * @param atSeconds when
 * @param knob its name
 * @param before value until then
 * @param after value from then on
 */
public record KnobWrite(double atSeconds, String knob, double before, double after) {}
