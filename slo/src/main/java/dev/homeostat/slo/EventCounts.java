package dev.homeostat.slo;

/**
 * Events of one service in one window.
 *
 * @param errors events that were bad
 * @param total all events
 */
public record EventCounts(double errors, double total) {}
