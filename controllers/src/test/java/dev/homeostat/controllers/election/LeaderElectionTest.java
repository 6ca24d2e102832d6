package dev.homeostat.controllers.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One look after another by two operators, on clocks that the test moves. */
class LeaderElectionTest {

  private static final ElectionTiming TIMING = ElectionTiming.DEFAULT;

  private final SharedRecords shared = new SharedRecords();
  private final Operator a = new Operator("a");
  private final Operator b = new Operator("b");

  private final class Operator implements LeadershipListener {

    final AtomicLong millis = new AtomicLong();
    final SharedRecords.View records;
    final LeaderElection election;
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    Operator(String identity) {
      records = shared.view(identity, TIMING.leaseDuration().toMillis());
      election =
          new LeaderElection(new Election(identity, TIMING), TIMING, records, this, millis::get);
    }

    boolean looks(long atMillis) {
      millis.set(atMillis);
      election.look();
      return mayWrite();
    }

    boolean mayWrite() {
      return election.gate().mayWrite();
    }

    String reason() {
      return election.standing().reason();
    }

    String hears() throws InterruptedException {
      return told.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public void onStarted() {
      told.add("started, fence names " + shared.fence.holder());
    }

    @Override
    public void onStopped() {
      told.add("stopped");
    }

    @Override
    public void onStanding(Standing standing) {}
  }

  @AfterEach
  void close() {
    a.election.close();
    b.election.close();
  }

  @Test
  void look_noLease_leadsAfterTheFenceIsWritten() throws Exception {
    assertThat(a.looks(0)).isTrue();
    assertThat(a.hears()).isEqualTo("started, fence names a");
    assertThat(shared.lease.transitions()).isEqualTo(1).isEqualTo(shared.fence.transitions());
    assertThat(b.looks(0)).isFalse();
    assertThat(b.election.standing())
        .isEqualTo(new Standing(false, "HeldByAnother", "the Lease is held by a"));
  }

  @Test
  void mayWrite_withoutRenewal_endsWithTheMarginBeforeTheLease() {
    a.looks(1_000);
    a.millis.set(10_999);
    assertThat(a.mayWrite()).isTrue();
    a.millis.set(11_000);
    assertThat(a.mayWrite()).as("no thread has run since").isFalse();
  }

  @Test
  void look_leaderRenews_gateStaysOpenAndTransitionsStay() {
    for (long at = 0; at < 60_000; at += 2_000) {
      assertThat(a.looks(at)).isTrue();
    }
    assertThat(shared.lease.transitions()).isEqualTo(1);
  }

  @Test
  void look_leaseUnchangedForItsDuration_isTakenOver() throws Exception {
    a.looks(0);
    assertThat(a.hears()).isEqualTo("started, fence names a");
    // Its clock is another, so that the times of one mean nothing to the other.
    long start = 1_000_000;
    assertThat(b.looks(start)).isFalse();
    assertThat(b.looks(start + 14_999)).isFalse();
    assertThat(b.looks(start + 15_000)).isTrue();
    assertThat(shared.fence).extracting("holder", "transitions").containsExactly("b", 2L);
    assertThat(a.looks(20_000)).isFalse();
    assertThat(a.reason()).isEqualTo("TakenOver");
    assertThat(a.hears()).isEqualTo("stopped");
  }

  @Test
  void look_leaseRenewedMeanwhile_countsFromTheLastChange() {
    a.looks(0);
    b.looks(0);
    a.looks(2_000);
    b.looks(14_000);
    assertThat(b.looks(28_999)).isFalse();
    assertThat(b.looks(29_000)).isTrue();
  }

  @Test
  void look_leaderCutOff_stopsAtTheDeadlineAndTriesAgain() throws Exception {
    a.looks(0);
    a.hears();
    a.records.cutOff = true;
    a.looks(9_999);
    assertThat(a.election.standing().leading()).isTrue();
    a.looks(10_000);
    assertThat(a.reason()).isEqualTo("RenewalLate");
    assertThat(a.hears()).isEqualTo("stopped");
    a.records.cutOff = false;
    assertThat(a.looks(12_000)).as("nobody else took it").isTrue();
    assertThat(shared.fence.transitions()).isEqualTo(2);
  }

  @Test
  void look_fenceForbidden_doesNotLeadSaysWhyAndLetsOthersTry() {
    a.records.fenceForbidden = true;
    assertThat(a.looks(0)).isFalse();
    assertThat(a.reason()).isEqualTo("Forbidden");
    assertThat(a.looks(10_000)).isFalse();
    assertThat(a.reason()).isEqualTo("FenceNotWritten");
    assertThat(shared.lease.holder()).isEmpty();
    assertThat(a.looks(24_999)).isFalse();
    assertThat(a.reason()).isEqualTo("StandsBack");
    assertThat(b.looks(0)).isTrue();
    assertThat(a.told).isEmpty();
  }

  @Test
  void look_fenceDeletedUnderTheLeader_isWrittenAgain() {
    a.looks(0);
    shared.fence = null;
    assertThat(a.looks(2_000)).isTrue();
    assertThat(shared.fence).extracting("holder", "transitions").containsExactly("a", 1L);
  }

  @Test
  void look_fenceOfALaterLeader_stepsDown() {
    a.looks(0);
    shared.fence = new FenceRecord("c", 7, "x");
    assertThat(a.looks(2_000)).isFalse();
    assertThat(a.reason()).isEqualTo("FencedOut");
    assertThat(shared.fence.holder()).isEqualTo("c");
  }

  @Test
  void look_leaseDeleted_numberInTheFenceStillGrows() {
    shared.fence = new FenceRecord("c", 7, "x");
    assertThat(a.looks(0)).isTrue();
    assertThat(shared.fence).extracting("holder", "transitions").containsExactly("a", 8L);
  }

  @Test
  void look_leaseDeletedUnderTheLeader_whoSawItWaitsAndTheLeaderStays() {
    a.looks(0);
    b.looks(0);
    shared.lease = null;
    assertThat(b.looks(2_000)).isFalse();
    assertThat(a.looks(2_000)).isTrue();
    assertThat(shared.lease).extracting("holder", "transitions").containsExactly("a", 1L);
  }

  @Test
  void look_ownNameOfAnotherProcess_waitsAsForAnyOther() {
    a.looks(0);
    Operator twin = new Operator("a");
    assertThat(twin.looks(0)).isFalse();
    assertThat(twin.looks(15_000)).isTrue();
    assertThat(a.looks(15_000)).isFalse();
    assertThat(a.reason()).isEqualTo("TakenOver");
    twin.election.close();
  }

  @Test
  void close_leader_givesTheLeaseBackOnceAllIsQuiet() throws Exception {
    a.looks(0);
    a.hears();
    b.looks(0);
    a.election.close();
    assertThat(a.mayWrite()).isFalse();
    assertThat(a.hears()).isEqualTo("stopped");
    assertThat(shared.lease).extracting("holder", "durationMillis").containsExactly("", 1000L);
    assertThat(b.looks(2_000)).isTrue();
  }

  @Test
  void close_candidate_leavesTheLease() {
    a.looks(0);
    b.looks(0);
    b.election.close();
    assertThat(shared.lease.holder()).isEqualTo("a");
    assertThat(b.told).isEmpty();
  }
}
