package dev.homeostat.engine.plan;

import dev.homeostat.crds.LoopMemory;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.RelayTuning;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.pid.supervision.SupervisorState;
import dev.homeostat.pid.tuning.RelayResult;
import dev.homeostat.pid.tuning.UltimatePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what must outlive a restart of the loops of a workload into its status, and reads it back:
 * the measures of supervision, what an experiment found, and where Target was left. The law itself
 * goes on from the value in force.
 */
final class LoopCodec {

  private static final int MOST_HOLDS = 1_000;

  static List<LoopMemory> write(Workload workload, WorkloadState state) {
    List<LoopMemory> memories = new ArrayList<>(0);
    for (int i = 0; i < state.loops().size(); i++) {
      LoopState loop = state.loops().get(i);
      if (loop.mustBeSaved(LoopState.NEW)) {
        memories.add(
            new LoopMemory(
                workload.loops().all().get(i).name(),
                Double.isNaN(loop.target()) ? null : loop.target(),
                LoopTurn.camel(loop.supervision().stage().name()),
                (long) loop.supervision().holds(),
                write(loop.experiment())));
      }
    }
    return memories;
  }

  private static LoopMemory.@Nullable Experiment write(Experiment experiment) {
    if (experiment.phase() == Experiment.Phase.NONE) {
      return null;
    }
    RelayResult.Finished found = experiment.found();
    return new LoopMemory.Experiment(
        experiment.run(),
        experiment.phase().word(),
        experiment.reason().isEmpty() ? null : experiment.reason(),
        Double.isNaN(experiment.centre()) ? null : experiment.centre(),
        found == null ? null : found.ultimate().gain(),
        found == null ? null : found.ultimate().periodSeconds(),
        found == null ? null : found.amplitude());
  }

  /** One a loop of the policy. */
  static List<LoopState> read(Workload workload, List<LoopMemory> memories) {
    List<LoopState> states = new ArrayList<>(workload.loops().all().size());
    for (LoopPolicy loop : workload.loops().all()) {
      LoopState state = LoopState.NEW;
      for (LoopMemory memory : memories) {
        if (loop.name().equals(memory.name())) {
          state = read(loop, memory);
        }
      }
      states.add(state);
    }
    return states;
  }

  private static LoopState read(LoopPolicy loop, LoopMemory memory) {
    SupervisorState supervision =
        SupervisorState.begun(
            stage(memory.stage()),
            (int) Math.max(0, Math.min(MOST_HOLDS, orElse(memory.holds(), 0))));
    LoopState unsaved = LoopState.NEW;
    return new LoopState(
            unsaved.memory(),
            unsaved.gains(),
            unsaved.phase(),
            unsaved.reason(),
            unsaved.output(),
            unsaved.applied(),
            finiteOr(memory.target(), Double.NaN),
            unsaved.measured(),
            unsaved.movedMillis(),
            supervision,
            List.of(),
            experiment(loop, memory.experiment()),
            unsaved.maximum(),
            unsaved.headroom())
        .restarted();
  }

  private static SupervisorState.Stage stage(@Nullable String word) {
    for (SupervisorState.Stage stage : SupervisorState.Stage.values()) {
      if (LoopTurn.camel(stage.name()).equals(word)) {
        return stage;
      }
    }
    return SupervisorState.Stage.NORMAL;
  }

  private static Experiment experiment(LoopPolicy loop, LoopMemory.@Nullable Experiment memory) {
    LoopPolicy.PidLaw pid = loop.pid();
    RelayTuning tuning = pid == null ? null : pid.tuning();
    if (memory == null || memory.run() == null || tuning == null) {
      return Experiment.NONE;
    }
    double centre = finiteOr(memory.centre(), Double.NaN);
    RelayResult.Finished found = found(memory);
    boolean running = Experiment.Phase.RUNNING.word().equals(memory.phase());
    boolean finished = found != null && !Double.isNaN(centre);
    return new Experiment(
        memory.run(),
        running && !Double.isNaN(centre)
            ? Experiment.Phase.RUNNING
            : finished ? Experiment.Phase.FINISHED : Experiment.Phase.ABORTED,
        Objects.requireNonNullElse(memory.reason(), ""),
        centre,
        false,
        null,
        0,
        0,
        finished ? found : null,
        found != null && finished ? tuning.propose(centre, found) : null);
  }

  private static RelayResult.@Nullable Finished found(LoopMemory.Experiment memory) {
    double gain = finiteOr(memory.ultimateGain(), 0);
    double period = finiteOr(memory.ultimatePeriodSeconds(), 0);
    double amplitude = finiteOr(memory.amplitude(), 0);
    return gain > 0 && period > 0 && amplitude > 0
        ? new RelayResult.Finished(new UltimatePoint(gain, period), amplitude)
        : null;
  }

  private static double finiteOr(@Nullable Double value, double otherwise) {
    return value == null || !Double.isFinite(value) ? otherwise : value;
  }

  private static long orElse(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }

  private LoopCodec() {}
}
