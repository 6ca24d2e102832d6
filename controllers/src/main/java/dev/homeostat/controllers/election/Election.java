package dev.homeostat.controllers.election;

import dev.homeostat.controllers.election.ElectionAction.Lead;
import dev.homeostat.controllers.election.ElectionAction.PutFence;
import dev.homeostat.controllers.election.ElectionAction.PutLease;
import dev.homeostat.controllers.election.ElectionAction.ReadFence;
import dev.homeostat.controllers.election.ElectionAction.Rest;
import dev.homeostat.controllers.election.ElectionAction.StepDown;
import dev.homeostat.controllers.election.ElectionState.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the election, without clock, thread or client.
 *
 * <p>They are those of client-go, with four differences. Another's clock is never compared with
 * ours: a holder lives as long as its Lease was seen to change within the lease's duration. Who
 * took the Lease leads only once the fence names it, and the number in the fence never falls, also
 * where the Lease was deleted. A process that finds its own name in the Lease without having
 * written it there waits as for any other holder, so that two processes of one name do not both
 * lead. A Lease that vanished under a living holder counts as held by it.
 */
final class Election {

  /** What a leader says of itself. */
  static final String LEADING = "holds the Lease and the fence";

  private final String identity;
  private final ElectionTiming timing;

  Election(String identity, ElectionTiming timing) {
    this.identity = identity;
    this.timing = timing;
  }

  /** What follows from an event. */
  record Step(ElectionState state, ElectionAction action) {}

  /** The Lease was read; null where there is none. */
  Step leaseRead(ElectionState before, @Nullable LeaseRecord lease, long nowMillis) {
    ElectionState state = lease == null ? before : before.seeing(lease, nowMillis);
    if (state.phase() == Phase.CANDIDATE) {
      return candidate(state, lease, nowMillis);
    }
    if (lease != null && !ours(state, lease)) {
      return stepDown(
          state.in(Phase.CANDIDATE),
          "TakenOver",
          "expected the Lease to be ours, found it held by " + named(lease.holder()),
          null);
    }
    if (isLate(state, nowMillis)) {
      return late(state, nowMillis, "the last renewal is too old");
    }
    if (state.phase() == Phase.FENCING) {
      return new Step(state, new ReadFence(lease));
    }
    return new Step(state, new PutLease(lease, state.term(), false));
  }

  private Step candidate(ElectionState state, @Nullable LeaseRecord lease, long nowMillis) {
    if (nowMillis < state.restUntilMillis()) {
      return rest(
          state, "StandsBack", "lets others try, since it could not write the fence before");
    }
    LeaseRecord seen = state.seen();
    if (seen == null || (lease != null && ours(state, lease)) || isOver(state, seen, nowMillis)) {
      return new Step(state, new ReadFence(lease));
    }
    return rest(state, "HeldByAnother", "the Lease is held by " + named(seen.holder()));
  }

  private boolean isOver(ElectionState state, LeaseRecord seen, long nowMillis) {
    long durationMillis = Math.max(seen.durationMillis(), timing.leaseDuration().toMillis());
    return seen.holder().isEmpty() || nowMillis - state.seenMillis() >= durationMillis;
  }

  /**
   * The fence was read; null where there is none.
   *
   * @param asked with which Lease it was asked for
   */
  Step fenceRead(
      ElectionState state, ReadFence asked, @Nullable FenceRecord fence, long nowMillis) {
    long fenced = fence == null ? 0 : fence.transitions();
    if (state.phase() == Phase.CANDIDATE) {
      long known = state.seen() == null ? 0 : state.seen().transitions();
      return new Step(state, new PutLease(asked.lease(), Math.max(known, fenced) + 1, true));
    }
    if (fence == null || fenced < state.term()) {
      return new Step(state, new PutFence(fence, state.term()));
    }
    if (fenced == state.term() && fence.holder().equals(identity)) {
      return fenceStored(state, nowMillis);
    }
    // In-flight writes of a leader need the rest of the Lease; one that never led has none.
    LeaseRecord release = state.phase() == Phase.FENCING ? asked.lease() : null;
    return stepDown(
        standingBack(state, nowMillis),
        "FencedOut",
        "expected LeaderFence operator to name us, found %s with %d transitions, ours are %d: two"
                .formatted(named(fence.holder()), fenced, state.term())
            + " installations share one cluster, or somebody wrote it by hand",
        release);
  }

  /** The Lease was written; sent is when the request left. */
  Step leaseStored(ElectionState before, LeaseRecord stored, long sentMillis, long nowMillis) {
    ElectionState state = before.seeing(stored, nowMillis).sent(stored.transitions(), sentMillis);
    Phase phase = state.phase() == Phase.CANDIDATE ? Phase.FENCING : state.phase();
    return new Step(state.in(phase), new ReadFence(stored));
  }

  /** The fence names us. */
  Step fenceStored(ElectionState state, long nowMillis) {
    if (state.phase() == Phase.FENCING && nowMillis - state.sentMillis() < timing.gateMillis()) {
      return new Step(state.in(Phase.LEADING), new Lead());
    }
    return state.phase() == Phase.LEADING
        ? rest(state, "Leading", LEADING)
        : rest(state, "FenceLate", "the fence was written too late after the Lease");
  }

  /** A request failed or was refused. */
  Step failed(ElectionState state, String reason, String message, long nowMillis) {
    if (state.phase() != Phase.CANDIDATE && isLate(state, nowMillis)) {
      return late(state, nowMillis, message);
    }
    return rest(state, reason, message);
  }

  /** Whether writes may begin. */
  static boolean mayWrite(ElectionState state, ElectionTiming timing, long nowMillis) {
    return state.phase() == Phase.LEADING && nowMillis - state.sentMillis() < timing.gateMillis();
  }

  private Step late(ElectionState state, long nowMillis, String why) {
    if (state.phase() == Phase.FENCING) {
      return stepDown(
          standingBack(state, nowMillis),
          "FenceNotWritten",
          "expected to write LeaderFence operator within %s of taking the Lease, could not: %s"
              .formatted(timing.renewDeadline(), why),
          state.seen());
    }
    return stepDown(
        state.in(Phase.CANDIDATE),
        "RenewalLate",
        "expected to renew the Lease every %s, could not for %s: %s"
            .formatted(timing.retryPeriod(), timing.renewDeadline(), why),
        null);
  }

  private ElectionState standingBack(ElectionState state, long nowMillis) {
    return state.in(Phase.CANDIDATE).restingUntil(nowMillis + timing.leaseDuration().toMillis());
  }

  private boolean isLate(ElectionState state, long nowMillis) {
    return nowMillis - state.sentMillis() >= timing.renewDeadline().toMillis();
  }

  private boolean ours(ElectionState state, LeaseRecord lease) {
    return lease.holder().equals(identity) && lease.transitions() == state.term();
  }

  private static String named(String holder) {
    return holder.isEmpty() ? "nobody" : holder;
  }

  private static Step rest(ElectionState state, String reason, String message) {
    return new Step(state, new Rest(reason, message));
  }

  private static Step stepDown(
      ElectionState state, String reason, String message, @Nullable LeaseRecord release) {
    return new Step(state, new StepDown(reason, message, release));
  }
}
