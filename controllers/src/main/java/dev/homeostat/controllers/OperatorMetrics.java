package dev.homeostat.controllers;

import dev.homeostat.engine.Evaluation;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.LoopReport;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.modes.Mode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** What the operator measures of itself and of what it drives. */
final class OperatorMetrics {

  private final MeterRegistry registry;
  private final Map<ResourceId, Mode> modes = new ConcurrentHashMap<>();
  private final Map<ResourceId, Boolean> overdue = new ConcurrentHashMap<>();
  private final Map<ResourceId, Map<String, Double>> goals = new ConcurrentHashMap<>();
  private final Map<ResourceId, LoopReport> loops = new ConcurrentHashMap<>();
  private final Map<ResourceId, List<Meter>> meters = new ConcurrentHashMap<>();

  OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * What the operator is doing as a whole.
   *
   * @param leads whether it leads
   * @param skipped how many ticks were left out
   */
  void operator(BooleanSupplier leads, LongSupplier skipped) {
    Gauge.builder("homeostat.leader", () -> leads.getAsBoolean() ? 1 : 0)
        .description("1 for the operator that leads")
        .register(registry);
    FunctionCounter.builder("homeostat.ticks.skipped", skipped, LongSupplier::getAsLong)
        .description("ticks left out because the one before took too long")
        .register(registry);
  }

  /** One evaluation of one resource. */
  void evaluated(Declared one, Evaluation evaluation, Enforcement cap) {
    Tags tags = Tags.of("namespace", one.id().namespace(), "name", one.id().name());
    registry.counter("homeostat.evaluations", tags).increment();
    if (!evaluation.failures().isEmpty()) {
      registry.counter("homeostat.actuation.failures", tags).increment();
    }
    Decision decision = evaluation.decision();
    if (decision == null) {
      return;
    }
    registry
        .counter("homeostat.actuations", tags)
        .increment(
            evaluation.failures().isEmpty()
                ? decision.writes().size() + decision.restores().size()
                : 0);
    if (decision.move() != null) {
      registry.counter("homeostat.moves", tags.and("to", word(decision.mode()))).increment();
    }
    modes.put(one.id(), decision.mode());
    overdue.put(one.id(), decision.overdue());
    Map<String, Double> values = new ConcurrentHashMap<>();
    decision.knobs().forEach(knob -> values.put(knob.name(), knob.goal()));
    goals.put(one.id(), values);
    meters.computeIfAbsent(one.id(), id -> register(id, tags, values));
  }

  /** One control loop. */
  void looped(ResourceId id, LoopReport report) {
    loops.put(id, report);
    meters.computeIfAbsent(id, this::registerLoop);
  }

  private List<Meter> registerLoop(ResourceId id) {
    Tags tags = Tags.of("namespace", id.namespace(), "name", id.name());
    List<Meter> made = new ArrayList<>();
    made.add(loop("homeostat.loop.measured", "its signal", id, LoopReport::measured, tags));
    made.add(loop("homeostat.loop.setpoint", "its setpoint", id, LoopReport::setpoint, tags));
    made.add(
        loop("homeostat.loop.output", "where it wants its knob", id, LoopReport::output, tags));
    made.add(loop("homeostat.loop.applied", "its knob", id, LoopReport::applied, tags));
    made.add(
        loop(
            "homeostat.loop.harris.index",
            "least variance over that of its error, 1 is the best",
            id,
            LoopReport::harrisIndex,
            tags));
    made.add(
        loop(
            "homeostat.loop.capacity.ratio",
            "its load as a part of the peak that it can take",
            id,
            LoopReport::capacityRatio,
            tags));
    for (String phase : LoopReport.phases()) {
      made.add(
          loop(
              "homeostat.loop.phase",
              "1 for what it does",
              id,
              r -> r.phase().equals(phase) ? 1 : 0,
              tags.and("phase", phase)));
    }
    return made;
  }

  private Meter loop(
      String name, String what, ResourceId id, ToDoubleFunction<LoopReport> value, Tags tags) {
    return Gauge.builder(
            name,
            () -> {
              LoopReport report = loops.get(id);
              return report == null ? Double.NaN : value.applyAsDouble(report);
            })
        .description("of a control loop: " + what)
        .tags(tags)
        .register(registry);
  }

  private List<Meter> register(ResourceId id, Tags tags, Map<String, Double> knobs) {
    List<Meter> made = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      made.add(
          Gauge.builder("homeostat.mode", () -> modes.get(id) == mode ? 1 : 0)
              .description("1 for the mode that a workload is in")
              .tags(tags.and("mode", word(mode)))
              .register(registry));
    }
    made.add(
        Gauge.builder("homeostat.mode.overdue", () -> overdue.getOrDefault(id, false) ? 1 : 0)
            .description("1 while a workload is in its mode for longer than its maxTimeInMode")
            .tags(tags)
            .register(registry));
    for (String knob : knobs.keySet()) {
      made.add(
          Gauge.builder(
                  "homeostat.knob.goal",
                  () -> goals.getOrDefault(id, Map.of()).getOrDefault(knob, Double.NaN))
              .description("where a knob's ramp leads, in its unit")
              .tags(tags.and("knob", knob))
              .register(registry));
    }
    return made;
  }

  /** How long one turn of one namespace took. */
  void turned(String namespace, long nanos) {
    registry.timer("homeostat.turn", "namespace", namespace).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A namespace whose turn before was not over. */
  void skipped(String namespace) {
    registry.counter("homeostat.turns.skipped", "namespace", namespace).increment();
  }

  /** A resource that is gone. */
  void forget(ResourceId id) {
    modes.remove(id);
    overdue.remove(id);
    loops.remove(id);
    goals.remove(id);
    List<Meter> made = meters.remove(id);
    if (made != null) {
      made.forEach(registry::remove);
    }
  }

  private static String word(Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
