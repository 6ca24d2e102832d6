/**
 * Objectives, burn rates and counters over windows: pure, records in and records out. Nothing here
 * reads a clock, a random source, a thread or the environment.
 */
@NullMarked
package dev.homeostat.slo;

import org.jspecify.annotations.NullMarked;
