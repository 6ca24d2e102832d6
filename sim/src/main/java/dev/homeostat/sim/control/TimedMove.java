package dev.homeostat.sim.control;

import dev.homeostat.modes.Move;

/**
 * A move of a run.
 *
 * @param atSeconds when
 * @param workload name of the OperatingMode
 * @param move from where to where
 * @param reason why, for people
 */
public record TimedMove(double atSeconds, String workload, Move move, String reason) {}
