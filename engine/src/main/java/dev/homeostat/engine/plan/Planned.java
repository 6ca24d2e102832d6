package dev.homeostat.engine.plan;

/**
 * The outcome of a plan step.
 *
 * @param state what to remember, if it could be saved where the decision asks for that
 * @param decision what to do
 */
public record Planned(WorkloadState state, Decision decision) {}
