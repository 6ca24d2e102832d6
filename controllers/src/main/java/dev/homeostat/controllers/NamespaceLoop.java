package dev.homeostat.controllers;

import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.Evaluation;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import java.util.List;
import java.util.Map;

/** The control loop of one namespace; called by one thread at a time. */
final class NamespaceLoop {

  /**
   * Who tells people what became of a turn.
   *
   * @param workloads of the workloads
   * @param loops of their control loops
   */
  record Reporters(Reporter workloads, LoopReporter loops) {}

  private final String namespace;
  private final Declarations declarations;
  private final NamespaceCaps caps;
  private final ControlCycle cycle;
  private final Reporter reporter;
  private final LoopReporter loopReporter;
  private long version = -1;
  private List<Declared> declared = List.of();
  private CompiledPolicy compiled = new CompiledPolicy(List.of(), Map.of());

  NamespaceLoop(
      String namespace,
      Declarations declarations,
      NamespaceCaps caps,
      Ports ports,
      Reporters reporters) {
    this.namespace = namespace;
    this.declarations = declarations;
    this.caps = caps;
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
    if (now != version) {
      declare();
      version = now;
    }
    List<Evaluation> evaluations = cycle.evaluate(cap);
    reporter.report(declared, compiled, evaluations, cap);
    loopReporter.report(declared, compiled, cycle.loops());
  }

  private void declare() {
    declared = declarations.seenFrom(namespace);
    reporter.observe(declared);
    compiled = cycle.declare(Declared.set(declared));
  }

  /** Whether nothing is declared here any more, and nothing is held. */
  boolean isIdle() {
    return declared.stream().allMatch(one -> one.id().namespace().isEmpty()) && cycle.isIdle();
  }
}
