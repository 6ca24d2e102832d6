package dev.homeostat.engine;

import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.TimeSource;

/**
 * All that the engine asks of a shell.
 *
 * @param signals where numbers come from
 * @param objects the objects that hold knobs
 * @param statuses the status of our own resources
 * @param time what time it is
 * @param journal where decisions are written down
 */
public record Ports(
    Signals signals, TargetObjects objects, Statuses statuses, TimeSource time, Journal journal) {}
