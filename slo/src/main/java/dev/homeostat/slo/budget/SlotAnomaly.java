package dev.homeostat.slo.budget;

import dev.homeostat.slo.CountAnomaly;
import dev.homeostat.slo.EventCounts;

/**
 * A slot whose counts cannot be; it counts as missing, and is named.
 *
 * @param startMillis when the slot starts, milliseconds since the epoch
 * @param anomaly what is wrong
 * @param found the counts
 */
public record SlotAnomaly(long startMillis, CountAnomaly anomaly, EventCounts found) {}
