package dev.homeostat.controllers.election;

import org.jspecify.annotations.Nullable;

/** What an election wants done next. */
sealed interface ElectionAction {

  /**
   * Nothing until the next look.
   *
   * @param reason UpperCamel word for programs
   */
  record Rest(String reason, String message) implements ElectionAction {}

  /**
   * Read the fence.
   *
   * @param lease the Lease as it is now; null where there is none
   */
  record ReadFence(@Nullable LeaseRecord lease) implements ElectionAction {}

  /** Write the Lease over what was read. */
  record PutLease(@Nullable LeaseRecord over, long transitions, boolean acquires)
      implements ElectionAction {}

  /** Write the fence over what was read. */
  record PutFence(@Nullable FenceRecord over, long transitions) implements ElectionAction {}

  /** Tell that we lead. */
  record Lead() implements ElectionAction {}

  /**
   * Tell that we do not lead, where that was told.
   *
   * @param release the Lease to give back; null where it is kept or not ours
   */
  record StepDown(String reason, String message, @Nullable LeaseRecord release)
      implements ElectionAction {}
}
