/** Scenarios as data, and the simulation that runs one of them. */
@NullMarked
package dev.homeostat.sim.scenario;

import org.jspecify.annotations.NullMarked;
