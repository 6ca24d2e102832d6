package dev.homeostat.controllers;

import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what is wrong with the cluster-scoped resources: their specs, and whether a
 * SignalSource answers.
 */
final class SourceReporter {

  private static final Logger LOG = LoggerFactory.getLogger(SourceReporter.class);

  private final Declarations declarations;
  private final StatusActuator statuses;
  private final EventActuator events;
  private final Supplier<Map<String, Optional<Reading.Missing>>> health;
  private final Map<ResourceId, Said> said = new HashMap<>();
  private long version = -1;
  private List<Declared> declared = List.of();
  private CompiledPolicy compiled = CompiledPolicy.NOTHING;

  private record Said(
      String uid, long generation, boolean stalled, String reason, String subject) {}

  SourceReporter(
      Declarations declarations,
      StatusActuator statuses,
      EventActuator events,
      Supplier<Map<String, Optional<Reading.Missing>>> health) {
    this.declarations = declarations;
    this.statuses = statuses;
    this.events = events;
    this.health = health;
  }

  /** Says what has changed since the last time. */
  void report() {
    long now = declarations.version("");
    if (now != version) {
      declared = declarations.cluster();
      compiled = PolicyCompiler.compile(Declared.set(declared, List.of(), List.of()));
      said.keySet().retainAll(declared.stream().map(Declared::id).toList());
      version = now;
    }
    Map<String, Optional<Reading.Missing>> healthNow = health.get();
    for (Declared one : declared) {
      if (!one.resource().deleting()) {
        boolean source = one.resource().spec() instanceof SignalSourceSpec;
        report(
            one,
            source ? healthNow.getOrDefault(one.id().name(), Optional.empty()) : Optional.empty());
      }
    }
  }

  private void report(Declared one, Optional<Reading.Missing> missing) {
    List<Problem> invalid = one.problems(compiled);
    List<Problem> ill =
        missing.map(m -> List.of(new Problem(m.reason(), "source", m.message()))).orElse(List.of());
    List<Problem> problems = invalid.isEmpty() ? ill : invalid;
    Said now =
        new Said(
            one.resource().uid(),
            one.generation(),
            !invalid.isEmpty(),
            problems.isEmpty() ? "" : problems.get(0).reason(),
            problems.isEmpty() ? "" : problems.get(0).subject());
    if (now.equals(said.get(one.id()))) {
      return;
    }
    statuses.observe(one.id(), one.generation());
    WriteResult result =
        invalid.isEmpty() ? statuses.accept(one.id(), ill) : statuses.stall(one.id(), invalid);
    if (result instanceof WriteResult.Failed failed) {
      LOG.warn("{}: {}: {}", one.id(), failed.reason(), failed.message());
      return;
    }
    said.put(one.id(), now);
    for (Problem problem : problems) {
      LOG.warn("{}: {}", one.id(), problem);
      events.say(
          new EventActuator.Subject(one.id(), one.resource().uid()),
          new EventActuator.Note(
              true, problem.reason(), "Read", problem.subject() + ": " + problem.message()));
    }
  }
}
