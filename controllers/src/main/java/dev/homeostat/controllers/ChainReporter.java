package dev.homeostat.controllers;

import dev.homeostat.engine.chain.ChainCycle;
import dev.homeostat.engine.chain.ChainEvaluation;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.port.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures the SLOChains of all namespaces turn by turn, and tells people; for one thread. */
final class ChainReporter {

  private static final Logger LOG = LoggerFactory.getLogger(ChainReporter.class);

  private final Supplier<List<ChainPolicy>> chains;
  private final Signals signals;
  private final StatusActuator statuses;
  private final EventActuator events;
  private final TimeSource time;
  private final BooleanSupplier leads;
  private final Map<ResourceId, Long> generations = new HashMap<>();
  private @Nullable ChainCycle cycle;

  ChainReporter(
      Supplier<List<ChainPolicy>> chains,
      Signals signals,
      Telling telling,
      TimeSource time,
      BooleanSupplier leads) {
    this.chains = chains;
    this.signals = signals;
    this.statuses = telling.statuses();
    this.events = telling.events();
    this.time = time;
    this.leads = leads;
  }

  /**
   * How people are told.
   *
   * @param statuses of resources
   * @param events about them
   */
  record Telling(StatusActuator statuses, EventActuator events) {}

  /** Measures the chains whose turn it is. */
  void turn() {
    if (!leads.getAsBoolean()) {
      // What another leader wrote meanwhile is read anew.
      cycle = null;
      generations.clear();
      return;
    }
    if (cycle == null) {
      cycle = new ChainCycle(statuses::chain, statuses::guarantee);
    }
    List<ChainPolicy> all = chains.get();
    generations.keySet().retainAll(all.stream().map(ChainPolicy::id).toList());
    for (ChainEvaluation evaluation : cycle.evaluate(all, signals, time.nowMillis())) {
      long generation = statuses.generation(evaluation.chain().id());
      Long written = generations.get(evaluation.chain().id());
      if (evaluation.due() || written == null || written != generation) {
        tell(cycle, evaluation, generation);
      }
    }
  }

  private void tell(ChainCycle current, ChainEvaluation evaluation, long generation) {
    ResourceId id = evaluation.chain().id();
    WriteResult result = statuses.report(id, evaluation.status());
    if (result instanceof WriteResult.Failed failed) {
      LOG.warn("{}: {}: {}", id, failed.reason(), failed.message());
      return;
    }
    current.written(evaluation, time.nowMillis());
    generations.put(id, generation);
    for (Problem problem : evaluation.news()) {
      LOG.warn("{}: {}", id, problem);
      events.say(
          new EventActuator.Subject(id, evaluation.chain().uid()),
          new EventActuator.Note(true, problem.reason(), "Measure", problem.message()));
    }
  }
}
