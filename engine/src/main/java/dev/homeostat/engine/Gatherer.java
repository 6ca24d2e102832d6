package dev.homeostat.engine;

import dev.homeostat.engine.plan.Autoscaling;
import dev.homeostat.engine.plan.Held;
import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.plan.Rollout;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Autoscalers;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.Workloads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads all that one turn of the loop needs: every question and every object once. */
final class Gatherer {

  /** An object as one account sees it, whose rights may show it less than another. */
  private record View(ObjectRef object, String account) {}

  /** A namespace as one account sees it. */
  private record Scope(String namespace, String account) {}

  private final TargetObjects source;
  private final Workloads targets;
  private final Autoscalers scalers;
  private final Map<Query, Reading> answers;
  private final Map<View, TargetObject> objects = new HashMap<>();
  private final Map<Scope, Autoscalers.AutoscalerSight> autoscalers = new HashMap<>();

  /** Asks all questions of these workloads together. Objects are read when they are looked at. */
  Gatherer(Ports ports, List<Workload> workloads) {
    Set<Query> queries = new LinkedHashSet<>();
    for (Workload workload : workloads) {
      workload.signals().forEach(signal -> SignalReader.collect(signal, queries));
      workload.loops().signals().forEach(signal -> SignalReader.collect(signal, queries));
    }
    this.answers = queries.isEmpty() ? Map.of() : ports.signals().read(queries);
    this.source = ports.objects();
    this.targets = ports.outside().workloads();
    this.scalers = ports.outside().autoscalers();
  }

  List<Reading> signals(Workload workload, long nowMillis) {
    return read(workload.signals(), nowMillis);
  }

  /** What the control loops of a workload read. */
  List<Reading> loopSignals(Workload workload, long nowMillis) {
    List<SignalPolicy> signals = workload.loops().signals();
    return signals.isEmpty() ? List.of() : read(signals, nowMillis);
  }

  private List<Reading> read(List<SignalPolicy> signals, long nowMillis) {
    List<Reading> readings = new ArrayList<>(signals.size());
    for (SignalPolicy signal : signals) {
      readings.add(SignalReader.read(signal, answers, nowMillis));
    }
    return readings;
  }

  /** What the fields of all knobs hold, whoever owns them. */
  List<KnobSight> knobs(Workload workload) {
    List<KnobSight> sights = new ArrayList<>(workload.knobs().size());
    for (KnobPolicy knob : workload.knobs()) {
      sights.add(KnobReader.read(knob, workload, object(knob.claim().object(), workload)));
    }
    return sights;
  }

  List<KnobSight> leftovers(Workload workload, List<Held> leftovers) {
    List<KnobSight> sights = new ArrayList<>(leftovers.size());
    for (Held held : leftovers) {
      sights.add(
          KnobReader.read(
              held.claim(),
              "field no longer set",
              workload,
              object(held.claim().object(), workload)));
    }
    return sights;
  }

  /** Whether the workload itself is being rolled out. */
  Rollout rollout(Workload workload) {
    ObjectRef target = workload.directives().coordination().target();
    return target == null
        ? Rollout.NONE
        : RolloutReader.read(target, targets.read(target, workload.account()));
  }

  /** Whether replicas can be added to the workload; read where one of its loops asks alone. */
  Autoscaling autoscaling(Workload workload) {
    ObjectRef target = workload.directives().coordination().target();
    boolean asked = workload.loops().all().stream().anyMatch(LoopPolicy::onlyAtMaximum);
    return target == null || !asked
        ? Autoscaling.NONE
        : AutoscalerReader.read(
            target,
            autoscalers.computeIfAbsent(
                new Scope(target.namespace(), workload.account()),
                scope -> scalers.read(scope.namespace(), scope.account())));
  }

  /** Objects that could not be read: until all were, nobody knows what may be raised. */
  static List<Problem> unread(List<KnobSight> sights) {
    List<Problem> unread = new ArrayList<>(0);
    for (KnobSight sight : sights) {
      if (sight instanceof KnobSight.Hidden hidden) {
        unread.add(hidden.problem());
      }
    }
    return unread;
  }

  private TargetObject object(ObjectRef object, Workload workload) {
    return objects.computeIfAbsent(
        new View(object, workload.account()), view -> source.read(view.object(), view.account()));
  }
}
