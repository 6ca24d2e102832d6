/** The sample clients: an open-loop load generator that times out and resends. */
@NullMarked
package dev.homeostat.samples.load;

import org.jspecify.annotations.NullMarked;
