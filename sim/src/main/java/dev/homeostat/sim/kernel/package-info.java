/**
 * Virtual time: one thread, one seed, events in the order of their time and sequence, and random
 * numbers that depend on what they are for and not on who asked first.
 */
@NullMarked
package dev.homeostat.sim.kernel;

import org.jspecify.annotations.NullMarked;
