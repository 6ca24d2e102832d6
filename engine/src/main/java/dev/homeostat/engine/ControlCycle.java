package dev.homeostat.engine;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.plan.Adoption;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the control loop over all workloads: gather, plan, act, journal. A shell declares the
 * resources and calls {@link #evaluate} once an interval, from one thread.
 */
public final class ControlCycle {

  /** What is remembered of one workload in memory; a restart loses it. */
  private static final class Tracked {
    Workload workload;
    boolean deleted;
    @Nullable WorkloadState state;
    @Nullable OperatingModeStatus saved;
    List<Problem> failures = List.of();

    Tracked(Workload workload) {
      this.workload = workload;
    }
  }

  private final Ports ports;
  private final Gatherer gatherer;
  private final Actor actor;
  private final Map<ResourceId, Tracked> tracked = new LinkedHashMap<>();

  /** A cycle over the ports of one shell. */
  public ControlCycle(Ports ports) {
    this.ports = ports;
    this.gatherer = new Gatherer(ports.signals(), ports.objects());
    this.actor = new Actor(ports.objects(), ports.statuses());
  }

  /**
   * Takes in all resources anew. A workload that is no longer among them is being deleted: what it
   * holds is given back. One whose resource has a problem is left as it is until that is mended.
   */
  public CompiledPolicy declare(PolicySet set) {
    CompiledPolicy compiled = PolicyCompiler.compile(set);
    ports
        .journal()
        .append(new JournalEntry.Declared(JournalEntry.VERSION, ports.time().nowMillis(), set));
    Set<ResourceId> declared =
        set.resources().stream().map(r -> r.id()).collect(Collectors.toSet());
    tracked.values().forEach(t -> t.deleted = !declared.contains(t.workload.id()));
    for (Workload workload : compiled.workloads()) {
      Tracked known = tracked.get(workload.id());
      if (known == null || !known.workload.uid().equals(workload.uid())) {
        tracked.put(workload.id(), new Tracked(workload));
      } else if (!known.workload.equals(workload)) {
        if (known.state != null) {
          start(known, workload, Adoption.realigned(known.state, known.workload, workload));
        }
        known.workload = workload;
      }
    }
    suspended = compiled.problems().keySet();
    return compiled;
  }

  private Set<ResourceId> suspended = Set.of();

  /**
   * Evaluates every workload once.
   *
   * @param cap how far the administrator lets any of them go
   */
  public List<Evaluation> evaluate(Enforcement cap) {
    long nowMillis = ports.time().nowMillis();
    List<Tracked> due =
        tracked.values().stream()
            .filter(t -> t.deleted || !suspended.contains(t.workload.id()))
            .toList();
    Gatherer.Gathered gathered =
        gatherer.gather(
            due.stream().map(t -> t.workload).toList(),
            due.stream()
                .flatMap(t -> t.state == null ? null : t.state.leftovers().stream())
                .toList());
    List<Evaluation> evaluations = new ArrayList<>();
    for (Tracked one : due) {
      evaluations.add(evaluate(one, gathered, cap, nowMillis));
    }
    evaluations.forEach(
        e -> {
          if (e.decision() != null && e.decision().released()) {
            tracked.remove(e.resource());
          }
        });
    return evaluations;
  }

  private Evaluation evaluate(
      Tracked one, Gatherer.Gathered gathered, Enforcement cap, long nowMillis) {
    Workload workload = one.workload;
    WorkloadState state = one.state;
    if (state == null) {
      List<Problem> unread = gathered.unread(workload);
      if (!unread.isEmpty()) {
        return new Evaluation(workload.id(), null, unread);
      }
      one.saved = ports.statuses().load(workload.id());
      state = Adoption.restarted(workload, one.saved, gathered.knobs(workload), nowMillis);
      start(one, workload, state);
    }
    Inputs inputs =
        new Inputs(
            nowMillis,
            cap,
            one.deleted,
            gathered.signals(workload, nowMillis),
            gathered.knobs(workload),
            gathered.leftovers(workload, state.leftovers()),
            one.failures);
    Planned planned = Planner.plan(workload, state, inputs);
    Actor.Result result = actor.act(workload, planned, one.saved);
    one.failures = result.failures();
    one.saved = result.status();
    if (result.saved()) {
      one.state = planned.state();
    }
    Decision decision = planned.decision();
    ports
        .journal()
        .append(new JournalEntry.Evaluated(workload.id(), inputs, decision, result.saved()));
    return new Evaluation(workload.id(), decision, result.failures());
  }

  private void start(Tracked one, Workload workload, WorkloadState state) {
    one.state = state;
    ports.journal().append(new JournalEntry.Started(workload.id(), state));
  }

  /** What is remembered of a workload; null before its first evaluation. */
  public @Nullable WorkloadState state(ResourceId resource) {
    Tracked one = tracked.get(Objects.requireNonNull(resource));
    return one == null ? null : one.state;
  }
}
