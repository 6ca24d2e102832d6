package dev.homeostat.controllers.election;

import org.jspecify.annotations.Nullable;

/** The Lease and the fence in the cluster. Failures are answers, never exceptions. */
interface ElectionRecords {

  Answer<LeaseRecord> readLease();

  /**
   * Takes or renews the Lease, if nobody wrote it since.
   *
   * @param over what was read; null where there was none
   * @param acquires whether it changes hands
   */
  Answer<LeaseRecord> putLease(@Nullable LeaseRecord over, long transitions, boolean acquires);

  /** Gives the Lease back, if nobody wrote it since. */
  Answer<LeaseRecord> releaseLease(LeaseRecord over);

  Answer<FenceRecord> readFence();

  /** Lets through our own writes alone, if nobody wrote the fence since. */
  Answer<FenceRecord> putFence(@Nullable FenceRecord over, long transitions);
}
