/** Scenarios as files that users write, and those that come with the simulator. */
@NullMarked
package dev.homeostat.sim.file;

import org.jspecify.annotations.NullMarked;
