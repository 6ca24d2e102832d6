package dev.homeostat.engine.rules;

import org.jspecify.annotations.Nullable;

/**
 * What a service is measured by.
 *
 * @param errors counters of bad events
 * @param total counters of all events
 * @param operatingMode name of the OperatingMode that says which guarantee it gives now; null for
 *     the one that the chain declares
 */
public record Indicator(Selector errors, Selector total, @Nullable String operatingMode) {}
