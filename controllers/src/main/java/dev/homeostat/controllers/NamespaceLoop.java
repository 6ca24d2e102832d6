package dev.homeostat.controllers;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.Evaluation;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Export;
import java.util.List;

/** The control loop of one namespace; called by one thread at a time. */
final class NamespaceLoop {

  /**
   * Who tells people what became of a turn.
   *
   * @param workloads of the workloads
   * @param loops of their control loops
   * @param whereabouts tells other namespaces where the workloads are
   */
  record Reporters(Reporter workloads, LoopReporter loops, Whereabouts whereabouts) {}

  /**
   * Where what is meant comes from.
   *
   * @param declarations what is declared
   * @param caps how far a namespace may go
   * @param selections the objects of this namespace that have the labels which are declared
   */
  record Sources(Declarations declarations, NamespaceCaps caps, Selections selections) {}

  private final String namespace;
  private final Declarations declarations;
  private final NamespaceCaps caps;
  private final ControlCycle cycle;
  private final Selections selections;
  private final Reporter reporter;
  private final LoopReporter loopReporter;
  private final Whereabouts whereabouts;
  private long version = -1;
  private long clusterVersion = -1;
  private boolean crossing;
  private List<Export> exports = List.of();
  private List<Declared> declared = List.of();
  private volatile CompiledPolicy compiled = CompiledPolicy.NOTHING;

  NamespaceLoop(String namespace, Sources sources, Ports ports, Reporters reporters) {
    this.namespace = namespace;
    this.declarations = sources.declarations();
    this.caps = sources.caps();
    this.selections = sources.selections();
    this.whereabouts = reporters.whereabouts();
    this.cycle = new ControlCycle(ports);
    this.reporter = reporters.workloads();
    this.loopReporter = reporters.loops();
  }

  /** One turn: take in what has changed, evaluate what is due, report. */
  void turn() {
    Enforcement cap = caps.of(namespace);
    if (cap == null) {
      return;
    }
    long now = declarations.version(namespace);
    boolean changed = now != version;
    if (changed) {
      version = now;
      declared = declarations.seenFrom(namespace);
      reporter.observe(declared);
      crossing = declared.stream().anyMatch(NamespaceLoop::crosses);
      clusterVersion = -1;
      selections.declare(Declared.set(declared, List.of(), List.of()));
    }
    boolean moved = selections.refresh();
    if (exportsChanged() || changed || moved) {
      compiled = cycle.declare(Declared.set(declared, exports, selections.known()));
    }
    List<Evaluation> evaluations = cycle.evaluate(cap);
    whereabouts.note(evaluations);
    reporter.report(declared, compiled, evaluations, cap);
    loopReporter.report(declared, compiled, cycle.loops());
  }

  /** Whether other namespaces export to this one what they did not; asked where it matters. */
  private boolean exportsChanged() {
    long now = declarations.version();
    if (now == clusterVersion) {
      return false;
    }
    clusterVersion = now;
    List<Export> found =
        crossing
            ? Export.to(
                namespace,
                Declared.set(declarations.all(Kind.OPERATING_MODE), List.of(), List.of())
                    .all(OperatingModeSpec.class))
            : List.of();
    boolean changed = !found.equals(exports);
    exports = found;
    return changed;
  }

  private static boolean crosses(Declared one) {
    return one.resource().spec() instanceof OperatingModeSpec spec
        && spec.dependsOn().stream().anyMatch(dependency -> dependency.namespace() != null);
  }

  /** What the resources of this namespace mean, as of the last turn; for any thread. */
  CompiledPolicy compiled() {
    return compiled;
  }

  /** Whether nothing is declared here any more, and nothing is held. */
  boolean isIdle() {
    return declared.stream().allMatch(one -> one.id().namespace().isEmpty()) && cycle.isIdle();
  }
}
