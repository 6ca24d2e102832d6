package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a benchmark measures is what its name says. */
class IncidentTest {

  @Test
  void record_anyPhase_hasTenSignalsAndTenKnobsInTwoObjects() {
    Incident.Steps steps = Incident.record(Phase.TARGET, 3);

    assertThat(steps.workload().signals()).hasSize(10);
    assertThat(steps.workload().knobs()).hasSize(10);
    assertThat(steps.workload().modes().conditionCount()).isEqualTo(10);
    assertThat(steps.workload().knobs().stream().map(knob -> knob.claim().object()).distinct())
        .hasSize(2);
  }

  @Test
  void record_target_movesNothing() {
    List<Planned> planned = plan(Phase.TARGET);

    assertThat(planned)
        .allSatisfy(
            one -> {
              assertThat(one.decision().mode()).isEqualTo(Mode.TARGET);
              assertThat(one.decision().writes()).isEmpty();
              assertThat(one.state().knobs()).allMatch(knob -> knob.held() == null);
            });
  }

  @Test
  void record_degraded_writesBothObjectsInEveryStep() {
    List<Planned> planned = plan(Phase.DEGRADED);

    assertThat(planned)
        .allSatisfy(
            one -> {
              assertThat(one.decision().mode()).isEqualTo(Mode.DEGRADED);
              assertThat(one.decision().writes()).hasSize(2);
            });
  }

  @Test
  void record_recovery_climbsAndHolds() {
    List<Planned> planned = plan(Phase.RECOVERY);

    assertThat(planned).allMatch(one -> one.decision().mode() == Mode.RECOVERY);
    assertThat(planned.stream().map(one -> one.decision().step()).distinct())
        .containsExactly(0, 1, 2);
    assertThat(planned).anyMatch(one -> one.decision().writes().isEmpty());
    assertThat(planned).anyMatch(one -> one.decision().writes().size() == 2);
  }

  @Test
  void record_backInTarget_holdsEveryFieldAndWritesNone() {
    List<Planned> planned = plan(Phase.BACK_IN_TARGET);

    assertThat(planned)
        .allSatisfy(
            one -> {
              assertThat(one.decision().mode()).isEqualTo(Mode.TARGET);
              assertThat(one.decision().writes()).isEmpty();
              assertThat(one.state().knobs()).noneMatch(knob -> knob.held() == null);
            });
  }

  private static List<Planned> plan(Phase phase) {
    Incident.Steps steps = Incident.record(phase, PlanStepBenchmark.STEPS);
    List<Planned> planned = new ArrayList<>();
    WorkloadState state = steps.start();
    for (Inputs inputs : steps.inputs()) {
      Planned one = Planner.plan(steps.workload(), state, inputs);
      state = one.state();
      planned.add(one);
    }
    return planned;
  }
}
