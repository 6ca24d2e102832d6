package dev.homeostat.engine;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.StatusCodec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.Tasks;
import dev.homeostat.engine.port.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does what a decision says: first what must be remembered, then what is given back, then what is
 * set, then what is begun outside. Where it cannot be remembered nothing is written, and the next
 * turn plans again.
 */
final class Actor {

  private final TargetObjects objects;
  private final Statuses statuses;
  private final Tasks tasks;

  Actor(TargetObjects objects, Statuses statuses, Tasks tasks) {
    this.objects = objects;
    this.tasks = tasks;
    this.statuses = statuses;
  }

  /**
   * What became of a decision.
   *
   * @param saved whether the planned state counts
   * @param status saved last
   * @param failures what failed
   */
  record Result(boolean saved, @Nullable OperatingModeStatus status, List<Problem> failures) {}

  Result act(
      Workload workload, Planned planned, boolean enforcing, @Nullable OperatingModeStatus before) {
    Decision decision = planned.decision();
    OperatingModeStatus status = before;
    if (decision.save()) {
      status = StatusCodec.write(workload, planned.state(), enforcing, before);
      if (statuses.save(workload.id(), status) instanceof WriteResult.Failed failed) {
        return new Result(false, before, List.of(problem(failed, "status of " + workload.id())));
      }
    }
    List<Problem> failures = new ArrayList<>(0);
    for (ObjectRestore restore : decision.restores()) {
      if (objects.restore(restore) instanceof WriteResult.Failed failed) {
        failures.add(problem(failed, restore.object().toString()));
      }
    }
    for (ObjectWrite write : decision.writes()) {
      if (objects.apply(write) instanceof WriteResult.Failed failed) {
        failures.add(problem(failed, write.object().toString()));
      }
    }
    decision.tasks().forEach(tasks::begin);
    return new Result(true, status, failures);
  }

  private static Problem problem(WriteResult.Failed failed, String subject) {
    return new Problem(failed.reason(), subject, failed.message());
  }
}
