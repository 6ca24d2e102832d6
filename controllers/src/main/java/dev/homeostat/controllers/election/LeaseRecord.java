package dev.homeostat.controllers.election;

import org.jspecify.annotations.Nullable;

/**
 * What a Lease says.
 *
 * @param holder identity of the holder; empty where it was released
 * @param transitions how often it changed hands
 * @param renewTime when its holder renewed it, on the holder's clock: only compared for equality
 * @param durationMillis how long its holder counts on it
 * @param resourceVersion the version that a write replaces
 */
record LeaseRecord(
    String holder,
    long transitions,
    String renewTime,
    long durationMillis,
    String resourceVersion) {

  boolean sameRenewal(@Nullable LeaseRecord other) {
    return other != null
        && holder.equals(other.holder)
        && transitions == other.transitions
        && renewTime.equals(other.renewTime);
  }
}
