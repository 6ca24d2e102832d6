/**
 * The engine as the controller of a simulated plant: ports in virtual time, and what came of it.
 */
@NullMarked
package dev.homeostat.sim.control;

import org.jspecify.annotations.NullMarked;
