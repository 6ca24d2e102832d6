package dev.homeostat.controllers.election;

import org.jspecify.annotations.Nullable;

/**
 * Where an operator stands in the election; times are milliseconds on its own monotonic clock.
 *
 * @param term transitions of the Lease when we took it last; -1 where we never did
 * @param sentMillis when the request was sent that took or renewed the Lease last
 * @param seen the Lease as seen last; null where there was none
 * @param seenMillis when its renewal was first seen
 * @param restUntilMillis before this time we do not try to take it
 */
record ElectionState(
    Phase phase,
    long term,
    long sentMillis,
    @Nullable LeaseRecord seen,
    long seenMillis,
    long restUntilMillis) {

  /** How far we are. */
  enum Phase {
    /** Another leads, or nobody. */
    CANDIDATE,
    /** The Lease is ours, the fence not yet. */
    FENCING,
    /** Lease and fence are ours. */
    LEADING
  }

  static final ElectionState START = new ElectionState(Phase.CANDIDATE, -1, 0, null, 0, 0);

  ElectionState in(Phase next) {
    return new ElectionState(next, term, sentMillis, seen, seenMillis, restUntilMillis);
  }

  ElectionState seeing(LeaseRecord lease, long nowMillis) {
    long since = lease.sameRenewal(seen) ? seenMillis : nowMillis;
    return new ElectionState(phase, term, sentMillis, lease, since, restUntilMillis);
  }

  ElectionState sent(long newTerm, long millis) {
    return new ElectionState(phase, newTerm, millis, seen, seenMillis, restUntilMillis);
  }

  ElectionState restingUntil(long millis) {
    return new ElectionState(phase, term, sentMillis, seen, seenMillis, millis);
  }
}
