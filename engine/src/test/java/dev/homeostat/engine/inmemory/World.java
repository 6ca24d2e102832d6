package dev.homeostat.engine.inmemory;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.Evaluation;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.LoopReport;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole world in memory: a policy, one ConfigMap, a clock, and signals that a test sets. */
public final class World {

  /** The ConfigMap that holds the knobs. */
  public static final ObjectRef CONFIG = ObjectRef.configMap("shop", "checkout");

  /** Another ConfigMap, which a test may create. */
  public static final ObjectRef OTHER = ObjectRef.configMap("shop", "other");

  /** The field of the admission limit. */
  public static final String LIMIT = "/data/admission.limit";

  /** The retry-storm policy: two windows to enter, the short one to leave. */
  public static final String POLICY =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SignalSource
      metadata: {name: main}
      spec: {url: "http://localhost:9090", staleAfter: 3s}
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: checkout, namespace: shop}
      spec:
        source: main
        objective: "0.99"
        services:
        - {name: checkout, objective: "0.99", errors: errors_total, total: attempts_total}
        root: checkout
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: OperatingMode
      metadata: {name: checkout, namespace: shop}
      spec:
        enforcement: Enforce
        interval: 1s
        signals:
        - {name: burn-long, sloChain: {name: checkout, window: 60s}}
        - {name: burn-short, sloChain: {name: checkout, window: 5s}}
        knobs:
        - name: admission-limit
          type: Integer
          min: 10
          max: 1000
          saferDirection: Lower
          takeOver: true
          values: {target: 620, degraded: 50}
          in: {configMapKey: {name: checkout, key: admission.limit}}
        modes:
          degraded:
            minDwell: 5s
            enter:
            - allOf:
              - {signal: burn-long, above: 14.4, for: 1s}
              - {signal: burn-short, above: 14.4, exitBelow: 1, for: 1s, exitFor: 2s}
          recovery: {steps: [1, 10, 50, 100], hold: 3s}
      """;

  public final VirtualTime time = new VirtualTime(1_000_000_000_000L);
  public final InMemorySignals signals = new InMemorySignals();

  /** Every save, apply and restore, in order. */
  public final List<String> calls = new ArrayList<>();

  public final InMemoryObjects objects = new InMemoryObjects(calls);
  public final InMemoryStatuses statuses = new InMemoryStatuses(calls);
  public final InMemoryJournal journal = new InMemoryJournal();
  public final InMemoryTasks tasks = new InMemoryTasks(calls, time);
  public final InMemoryWorkloads workloads = new InMemoryWorkloads();
  public final InMemoryAutoscalers autoscalers = new InMemoryAutoscalers();
  public final Map<ResourceId, Mode> neighbours = new HashMap<>();

  private PolicySet set;
  private ControlCycle cycle;
  private Enforcement cap = Enforcement.ENFORCE;

  /** A world with a policy in Target, and a ConfigMap that kubectl made with Target's value. */
  public World(String policy) {
    set = parse(policy);
    objects.create(CONFIG, "kubectl", Map.of(LIMIT, "620", "/data/pool.size", "20"));
    cycle = new ControlCycle(ports());
    cycle.declare(set);
    burn(0, 0);
  }

  private Ports ports() {
    return new Ports(
        signals,
        objects,
        statuses,
        time,
        journal,
        new Ports.Outside(tasks, workloads, autoscalers, neighbours::get));
  }

  public World() {
    this(POLICY);
  }

  /** Both burn rates from now on, as 1,000 events a window. */
  public void burn(double longWindow, double shortWindow) {
    signals.answer(
        query -> {
          if (!(query instanceof Query.Increase increase)) {
            return new Reading.Missing("NoSeries", "none");
          }
          double burn = increase.windowMillis() > 5_000 ? longWindow : shortWindow;
          double count = increase.expression().startsWith("errors") ? burn * 0.01 * 1_000 : 1_000;
          return new Reading.Value(count, time.nowMillis());
        });
  }

  /** The burn rates of the sample incident, which begins at second 10 and ends at second 20. */
  public void incidentAt(int second) {
    burn(second >= 10 ? 20 : 0, second >= 10 && second < 20 ? 50 : 0);
  }

  /** Only the short window has data from now on, and it is ill. */
  public void halfBlind() {
    signals.answer(
        query ->
            query instanceof Query.Increase increase && increase.windowMillis() > 5_000
                ? new Reading.Missing("SourceUnreachable", "connection refused")
                : new Reading.Value(
                    query.expression().startsWith("errors") ? 500 : 1_000, time.nowMillis()));
  }

  /** Nothing newer than now from now on, and all of it well. */
  public void freeze() {
    long atMillis = time.nowMillis();
    signals.answer(
        query -> new Reading.Value(query.expression().startsWith("errors") ? 0 : 1_000, atMillis));
  }

  /** No data from now on. */
  public void blackout() {
    signals.answer(query -> new Reading.Missing("SourceUnreachable", "connection refused"));
  }

  /** Declares another policy. */
  public CompiledPolicy declare(String policy) {
    return declare(parse(policy));
  }

  /** A new process that finds another policy. */
  public void restart(PolicySet newSet) {
    set = newSet;
    restart();
  }

  /** The OperatingModes of a policy are being deleted, and wait until nothing is held. */
  public static PolicySet deleting(String policy) {
    List<Resource<?>> resources = new ArrayList<>();
    for (Resource<?> one : parse(policy).resources()) {
      boolean deleting = one.id().kind().equals("OperatingMode");
      resources.add(new Resource<>(one.id(), one.uid(), one.createdMillis(), deleting, one.spec()));
    }
    return new PolicySet(resources);
  }

  /** Deletes every resource. */
  public void deleteResources() {
    declare(new PolicySet(List.of()));
  }

  public void cap(Enforcement newCap) {
    cap = newCap;
  }

  /** A new process: memory is lost, statuses and objects are not. */
  public void restart() {
    tasks.forget();
    cycle = new ControlCycle(ports());
    cycle.declare(set);
  }

  /** One interval passes, then one evaluation. */
  public List<Evaluation> tickAll() {
    return tickAllAfter(1_000);
  }

  /** Some time passes, then one evaluation. */
  public List<Evaluation> tickAllAfter(long millis) {
    time.advance(millis);
    return cycle.evaluate(cap);
  }

  /** One interval; the decision of the first resource. */
  public Decision tick() {
    Evaluation evaluation = tickAll().get(0);
    Decision decision = evaluation.decision();
    if (decision == null) {
      throw new AssertionError("no decision: " + evaluation.failures());
    }
    return decision;
  }

  /** One interval; the decision of one OperatingMode of the namespace shop. */
  public Decision tick(String name) {
    for (Evaluation evaluation : tickAll()) {
      Decision decision = evaluation.decision();
      if (evaluation.resource().name().equals(name) && decision != null) {
        return decision;
      }
    }
    throw new AssertionError("no decision of " + name);
  }

  /** Lives through seconds of the sample incident; the last decision of the first resource. */
  public Decision incident(int from, int to) {
    Decision last = null;
    for (int second = from; second <= to; second++) {
      incidentAt(second);
      last = tick();
    }
    return Objects.requireNonNull(last);
  }

  /** What is remembered of the OperatingMode checkout; null before its first evaluation. */
  public @Nullable WorkloadState state() {
    return cycle.state(new ResourceId("OperatingMode", "shop", "checkout"));
  }

  /** What the control loops tell of themselves. */
  public Map<ResourceId, LoopReport> loops() {
    return cycle.loops();
  }

  /** Some intervals; the last decision. */
  public Decision ticks(int count) {
    Decision last = tick();
    for (int i = 1; i < count; i++) {
      last = tick();
    }
    return last;
  }

  /** Declares resources that were not read from a file. */
  public CompiledPolicy declare(PolicySet newSet) {
    set = newSet;
    return cycle.declare(newSet);
  }

  /** What the ConfigMap says of the limit. */
  public String limit() {
    return objects.field(CONFIG, LIMIT).text();
  }

  /** The resources of a text that has no problem. */
  public static PolicySet parse(String policy) {
    ManifestFile file = ManifestReader.read("policy.yaml", policy);
    if (!file.problems().isEmpty()) {
      throw new AssertionError(file.problems());
    }
    return PolicySet.of(file.manifests());
  }
}
