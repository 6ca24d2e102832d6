/**
 * Policies that Homeostat is compared with: what others do about overload, in the same worlds and
 * with the same knobs.
 */
@NullMarked
package dev.homeostat.sim.peers;

import org.jspecify.annotations.NullMarked;
