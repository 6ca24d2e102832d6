package dev.homeostat.engine;

import dev.homeostat.engine.plan.Adoption;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.plan.LoopReport;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.StatusCodec;
import dev.homeostat.engine.plan.Surroundings;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.Mode;
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

  /** What all workloads of one turn have in common. */
  private record Turn(
      long nowMillis,
      Enforcement cap,
      Gatherer gatherer,
      Arbiter arbiter,
      Ports.Outside outside,
      Map<ResourceId, Tracked> tracked) {

    Inputs inputs(Tracked one, WorkloadState state) {
      Workload workload = one.workload;
      return new Inputs(
          nowMillis,
          cap,
          one.deleted,
          gatherer.signals(workload, nowMillis),
          arbiter.apart(workload, gatherer.knobs(workload)),
          gatherer.leftovers(workload, state.leftovers()),
          peers(workload),
          gatherer.loopSignals(workload, nowMillis),
          one.failures,
          new Surroundings(
              recovering(one),
              gatherer.rollout(workload),
              gatherer.autoscaling(workload),
              Planner.taskKeys(workload, state).stream().map(outside.tasks()::look).toList()));
    }

    /** How many others of the namespace recover and may; asked while those before have moved. */
    private int recovering(Tracked one) {
      int count = 0;
      if (one.workload.directives().coordination().mostRecovering() > 0) {
        for (Tracked other : tracked.values()) {
          boolean recovers =
              other != one
                  && !other.deleted
                  && other.state != null
                  && other.state.mode().mode() == Mode.RECOVERY
                  && other.workload.enforces(cap);
          count += recovers ? 1 : 0;
        }
      }
      return count;
    }

    private List<Inputs.Peer> peers(Workload workload) {
      List<Inputs.Peer> peers = new ArrayList<>(0);
      for (String name : workload.peers()) {
        Mode mode = modeOf(workload, name);
        if (mode != null) {
          peers.add(new Inputs.Peer(name, mode, knobs(workload, name)));
        }
      }
      return peers;
    }

    /** The knobs that its rules name, of a workload of the same namespace. */
    private Map<String, Object> knobs(Workload workload, String name) {
      Tracked other =
          tracked.get(new ResourceId(workload.id().kind(), workload.id().namespace(), name));
      return other != null && other.state != null && workload.changes().names(name)
          ? other.state.values(other.workload)
          : Map.of();
    }

    private @Nullable Mode modeOf(Workload workload, String name) {
      String kind = workload.id().kind();
      int slash = name.indexOf('/');
      if (slash >= 0) {
        return outside
            .neighbours()
            .modeOf(new ResourceId(kind, name.substring(0, slash), name.substring(slash + 1)));
      }
      Tracked other = tracked.get(new ResourceId(kind, workload.id().namespace(), name));
      return other == null || other.state == null ? null : other.state.mode().mode();
    }
  }

  private final Ports ports;
  private final Actor actor;
  private final Map<ResourceId, Tracked> tracked = new LinkedHashMap<>();
  private PolicySet declared = new PolicySet(List.of());
  private CompiledPolicy compiled = PolicyCompiler.compile(declared);

  /** A cycle over the ports of one shell. */
  public ControlCycle(Ports ports) {
    this.ports = ports;
    this.actor = new Actor(ports.objects(), ports.statuses(), ports.outside().tasks());
  }

  /**
   * Takes in all resources anew. A workload that is no longer among them is being deleted: what it
   * holds is given back. One whose resource has a problem is left as it is until that is mended.
   */
  public CompiledPolicy declare(PolicySet set) {
    declared = set;
    compiled = PolicyCompiler.compile(set);
    admit();
    return compiled;
  }

  /** Takes in all that is declared, but for a resource that has to wait for the one before it. */
  private void admit() {
    Set<ResourceId> waiting =
        compiled.workloads().stream()
            .filter(this::succeedsAnother)
            .map(Workload::id)
            .collect(Collectors.toSet());
    List<Resource<?>> present =
        declared.resources().stream().filter(r -> !waiting.contains(r.id())).toList();
    ports
        .journal()
        .append(
            new JournalEntry.Declared(
                JournalEntry.VERSION,
                ports.time().nowMillis(),
                new PolicySet(present, declared.exports(), declared.selected())));
    Set<ResourceId> ids = present.stream().map(Resource::id).collect(Collectors.toSet());
    Set<ResourceId> deleting =
        present.stream().filter(Resource::deleting).map(Resource::id).collect(Collectors.toSet());
    for (Tracked one : tracked.values()) {
      one.deleted = !ids.contains(one.workload.id()) || deleting.contains(one.workload.id());
      one.suspended = compiled.problems().containsKey(one.workload.id());
    }
    for (Workload workload : compiled.workloads()) {
      if (!waiting.contains(workload.id())) {
        track(workload).deleted = deleting.contains(workload.id());
      }
    }
  }

  /** A resource of the same name made anew waits until the one before has given back all. */
  private boolean succeedsAnother(Workload workload) {
    Tracked known = tracked.get(workload.id());
    return known != null && !known.workload.uid().equals(workload.uid());
  }

  private Tracked track(Workload workload) {
    Tracked known = tracked.computeIfAbsent(workload.id(), id -> new Tracked(workload));
    Workload before = known.workload;
    known.workload = workload;
    if (known.state != null && !before.equals(workload)) {
      start(known, Adoption.realigned(known.state, before, workload));
    }
    return known;
  }

  /**
   * Evaluates every workload whose interval is over once.
   *
   * @param cap how far the administrator lets any of them go
   */
  public List<Evaluation> evaluate(Enforcement cap) {
    long nowMillis = ports.time().nowMillis();
    List<Tracked> due = tracked.values().stream().filter(one -> one.due(nowMillis)).toList();
    Gatherer gatherer = new Gatherer(ports, due.stream().map(t -> t.workload).toList());
    due.stream().filter(one -> one.state == null).forEach(one -> adopt(one, gatherer, nowMillis));
    Turn turn = new Turn(nowMillis, cap, gatherer, arbitrate(), ports.outside(), tracked);
    List<Evaluation> evaluations = new ArrayList<>(due.size());
    for (Tracked one : due) {
      WorkloadState state = one.state;
      evaluations.add(
          state == null
              ? new Evaluation(one.workload.id(), null, one.failures)
              : evaluate(one, state, turn.inputs(one, state)));
    }
    forgetReleased(evaluations);
    return evaluations;
  }

  /** Finds out where a workload is, once all its objects can be read. */
  private void adopt(Tracked one, Gatherer gatherer, long nowMillis) {
    List<KnobSight> sights = gatherer.knobs(one.workload);
    one.failures = Gatherer.unread(sights);
    if (one.failures.isEmpty()) {
      one.saved = ports.statuses().load(one.workload.id());
      start(one, Adoption.restarted(one.workload, one.saved, sights, nowMillis));
    }
  }

  private Arbiter arbitrate() {
    Arbiter arbiter = new Arbiter(tracked.values());
    for (Tracked one : tracked.values()) {
      if (one.state != null) {
        WorkloadState settled =
            Adoption.settled(one.state, one.workload, c -> arbiter.owns(one.workload, c));
        if (!settled.equals(one.state)) {
          start(one, settled);
        }
        arbiter.gives(one.workload, settled.leftovers());
      }
    }
    return arbiter;
  }

  private Evaluation evaluate(Tracked one, WorkloadState state, Inputs inputs) {
    Workload workload = one.workload;
    Planned planned = Planner.plan(workload, state, inputs);
    Actor.Result result = actor.act(workload, planned, workload.enforces(inputs.cap()), one.saved);
    one.failures = result.failures();
    one.saved = result.status();
    if (result.saved()) {
      one.state = planned.state();
      one.evaluated(inputs.nowMillis());
    }
    Decision decision = planned.decision();
    ports
        .journal()
        .append(new JournalEntry.Evaluated(workload.id(), inputs, decision, result.saved()));
    return new Evaluation(workload.id(), decision, result.failures());
  }

  private void forgetReleased(List<Evaluation> evaluations) {
    boolean succeeded = false;
    for (Evaluation evaluation : evaluations) {
      if (evaluation.decision() != null && evaluation.decision().released()) {
        ResourceId id = evaluation.resource();
        tracked.remove(id);
        // Else a resource of that name made later would take what was given back for its own. That
        // it fails changes nothing: with the resource its status is gone too.
        ports.statuses().save(id, StatusCodec.nothing());
        succeeded |= declared.resources().stream().anyMatch(r -> r.id().equals(id));
      }
    }
    if (succeeded) {
      admit();
    }
  }

  private void start(Tracked one, WorkloadState state) {
    one.state = state;
    ports.journal().append(new JournalEntry.Started(one.workload.id(), state));
  }

  /** Whether there is no workload, nor anything held by one that is gone. */
  public boolean isIdle() {
    return tracked.isEmpty();
  }

  /** What the control loops tell of themselves, by their resource. */
  public Map<ResourceId, LoopReport> loops() {
    Map<ResourceId, LoopReport> reports = new LinkedHashMap<>();
    for (Tracked one : tracked.values()) {
      WorkloadState state = one.state;
      List<LoopPolicy> loops = one.workload.loops().all();
      for (int i = 0; state != null && i < loops.size(); i++) {
        reports.put(
            new ResourceId("ControlLoop", one.workload.id().namespace(), loops.get(i).name()),
            new LoopReport(loops.get(i), state.loops().get(i), state.mode().mode()));
      }
    }
    return reports;
  }

  /** What is remembered of a workload; null before its first evaluation. */
  public @Nullable WorkloadState state(ResourceId resource) {
    Tracked one = tracked.get(Objects.requireNonNull(resource));
    return one == null ? null : one.state;
  }
}
