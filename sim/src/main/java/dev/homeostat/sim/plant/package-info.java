/** Parts from which plants are put together: clients, servers, caches, demand, faults and knobs. */
@NullMarked
package dev.homeostat.sim.plant;

import org.jspecify.annotations.NullMarked;
