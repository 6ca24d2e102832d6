package dev.homeostat.controllers.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.controllers.election.Election.Step;
import dev.homeostat.controllers.election.ElectionAction.PutFence;
import dev.homeostat.controllers.election.ElectionAction.PutLease;
import dev.homeostat.controllers.election.ElectionAction.ReadFence;
import dev.homeostat.controllers.election.ElectionAction.StepDown;
import dev.homeostat.controllers.election.ElectionState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three operators that stop, lose requests and answers, and look at the Lease in any order. */
class ElectionSimulationTest {

  private static final ElectionTiming TIMING = ElectionTiming.DEFAULT;
  private static final int TURNS = 40_000;

  private final SharedRecords shared = new SharedRecords();
  private long now;

  /** One of them: each turn does one request, so that others come in between. */
  private final class Operator {

    final Election election;
    final SharedRecords.View records;
    final long clockOffset;
    ElectionState state = ElectionState.START;
    ElectionAction next;
    long sentMillis;
    long asleepUntil;
    int terms;

    Operator(String identity, long clockOffset) {
      this.election = new Election(identity, TIMING);
      this.records = shared.view(identity, 15_000);
      this.clockOffset = clockOffset;
    }

    long clock() {
      return now + clockOffset;
    }

    boolean mayWrite() {
      return Election.mayWrite(state, TIMING, clock());
    }

    void turn(Random random) {
      sentMillis = clock();
      ElectionAction action = next;
      next = null;
      Step step;
      if (random.nextInt(10) == 0) {
        perform(action, random.nextBoolean());
        step = election.failed(state, "NoAnswer", "lost", clock());
      } else {
        step = perform(action, true);
      }
      if (step != null) {
        terms += step.state().phase() == Phase.LEADING && state.phase() != Phase.LEADING ? 1 : 0;
        state = step.state();
        boolean request =
            step.action() instanceof ReadFence
                || step.action() instanceof PutLease
                || step.action() instanceof PutFence;
        next = request ? step.action() : null;
        if (step.action() instanceof StepDown down && down.release() != null) {
          records.releaseLease(down.release());
        }
      }
      asleepUntil = next == null ? now + 2_000 : now;
      if (random.nextInt(50) == 0) {
        asleepUntil = now + random.nextInt(60_000);
      }
    }

    private Step perform(ElectionAction action, boolean arrives) {
      if (!arrives) {
        return null;
      }
      if (action instanceof ReadFence read) {
        return election.fenceRead(state, read, shared.fence, clock());
      }
      if (action instanceof PutLease put) {
        return stored(records.putLease(put.over(), put.transitions(), put.acquires()));
      }
      if (action instanceof PutFence put) {
        return records.putFence(put.over(), put.transitions()) instanceof Answer.Got
            ? election.fenceStored(state, clock())
            : election.failed(state, "Conflict", "lost", clock());
      }
      return election.leaseRead(state, shared.lease, clock());
    }

    private Step stored(Answer<LeaseRecord> answer) {
      return answer instanceof Answer.Got<LeaseRecord> got
          ? election.leaseStored(state, got.value(), sentMillis, clock())
          : election.failed(state, "Conflict", "lost", clock());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void run_anySeed_oneGateAtMostAndTheFenceNeverFallsBack(long seed) {
    Random random = new Random(seed);
    List<Operator> operators = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      operators.add(new Operator(name, random.nextInt(1_000_000)));
    }
    long fenced = 0;
    int open = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      now += random.nextInt(200);
      Operator operator = operators.get(random.nextInt(3));
      if (operator.asleepUntil <= now) {
        operator.turn(random);
      }
      List<Operator> writing = operators.stream().filter(Operator::mayWrite).toList();
      assertThat(writing.size()).as("open gates, seed %d, turn %d", seed, turn).isLessThan(2);
      open += writing.size();
      if (shared.fence != null) {
        assertThat(shared.fence.transitions()).as("seed %d", seed).isGreaterThanOrEqualTo(fenced);
        fenced = shared.fence.transitions();
      }
    }
    assertThat(open).as("turns with an open gate, seed %d", seed).isGreaterThan(TURNS / 3);
    assertThat(operators).as("seed %d", seed).allSatisfy(o -> assertThat(o.terms).isPositive());
  }
}
