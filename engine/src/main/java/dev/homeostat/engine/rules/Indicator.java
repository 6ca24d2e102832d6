package dev.homeostat.engine.rules;

/**
 * What a service is measured by.
 *
 * @param errors counters of bad events
 * @param total counters of all events
 */
public record Indicator(Selector errors, Selector total) {}
