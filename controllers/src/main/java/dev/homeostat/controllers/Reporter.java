package dev.homeostat.controllers;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.Evaluation;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Move;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what became of the resources of one namespace: conditions, Events, the log. */
final class Reporter {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final StatusActuator statuses;
  private final EventActuator events;
  private final OperatorMetrics metrics;
  private final TimeSource time;
  private final Map<ResourceId, Said> said = new HashMap<>();
  private final Map<ResourceId, Set<String>> known = new HashMap<>();
  private final Map<ResourceId, Long> decided = new HashMap<>();

  /** What a resource's conditions said last. */
  private record Said(String uid, long generation, List<Problem> problems) {}

  Reporter(
      StatusActuator statuses, EventActuator events, OperatorMetrics metrics, TimeSource time) {
    this.statuses = statuses;
    this.events = events;
    this.metrics = metrics;
    this.time = time;
  }

  /** Takes note of what is declared now. */
  void observe(List<Declared> declared) {
    declared.forEach(one -> statuses.observe(one.id(), one.generation()));
    Set<ResourceId> present = declared.stream().map(Declared::id).collect(Collectors.toSet());
    Set<ResourceId> gone = new HashSet<>(said.keySet());
    gone.addAll(known.keySet());
    gone.addAll(decided.keySet());
    gone.removeAll(present);
    for (ResourceId id : gone) {
      said.remove(id);
      known.remove(id);
      decided.remove(id);
      statuses.forget(id);
      metrics.forget(id);
    }
  }

  /** Reports one turn. */
  void report(
      List<Declared> declared,
      CompiledPolicy compiled,
      List<Evaluation> evaluations,
      Enforcement cap) {
    Map<ResourceId, Evaluation> evaluated =
        evaluations.stream().collect(Collectors.toMap(Evaluation::resource, e -> e, (a, b) -> b));
    for (Declared one : declared) {
      if (one.id().namespace().isEmpty()) {
        continue;
      }
      List<Problem> problems = one.problems(compiled);
      Evaluation evaluation = evaluated.get(one.id());
      conditions(one, problems, compiled, evaluation);
      if (evaluation != null) {
        evaluation(one, evaluation, cap);
      } else if (!problems.isEmpty()) {
        problems(one, problems);
      }
    }
  }

  /** Conditions of what the engine does not decide; those of the others it concludes itself. */
  private void conditions(
      Declared one,
      List<Problem> problems,
      CompiledPolicy compiled,
      @Nullable Evaluation evaluation) {
    boolean mode = one.resource().spec() instanceof OperatingModeSpec;
    List<Problem> standing =
        mode && problems.isEmpty() && evaluation != null && evaluation.decision() == null
            ? evaluation.failures()
            : compiled.spent(one.id(), time.nowMillis(), decided);
    boolean loop = one.resource().spec() instanceof ControlLoopSpec;
    boolean concluded = (mode || loop) && problems.isEmpty() && standing.isEmpty();
    Said now =
        new Said(one.resource().uid(), one.generation(), problems.isEmpty() ? standing : problems);
    if (concluded || one.resource().deleting() || now.equals(said.get(one.id()))) {
      if (concluded) {
        said.remove(one.id());
      }
      return;
    }
    WriteResult result =
        problems.isEmpty()
            ? statuses.accept(one.id(), standing)
            : statuses.stall(one.id(), problems);
    if (result instanceof WriteResult.Failed failed) {
      LOG.warn("{}: {}: {}", one.id(), failed.reason(), failed.message());
    } else {
      said.put(one.id(), now);
    }
  }

  private void evaluation(Declared one, Evaluation evaluation, Enforcement cap) {
    metrics.evaluated(one, evaluation, cap);
    Decision decision = evaluation.decision();
    if (decision == null) {
      problems(one, evaluation.failures());
      return;
    }
    decided.put(one.id(), decision.number());
    EventActuator.Subject subject = subject(one);
    Move move = decision.move();
    if (move != null) {
      String mode = decision.mode().word();
      String would =
          decision.writes().isEmpty() && cap == Enforcement.OBSERVE ? "would move, " : "";
      LOG.info("{}: {} -> {}: {}{}", one.id(), move.from().word(), mode, would, decision.reason());
      events.say(
          subject,
          new EventActuator.Note(
              !move.upward(),
              "Entered" + mode,
              "Move",
              "%s -> %s: %s".formatted(move.from().word(), mode, decision.reason())));
    }
    boolean failed = !evaluation.failures().isEmpty();
    for (ObjectRestore restore : decision.restores()) {
      String texts =
          restore.fields().entrySet().stream()
              .map(field -> field.getKey() + " = " + field.getValue().text())
              .collect(Collectors.joining(", "));
      acted(subject, failed, "KnobsRestored", "Restore", restore.object() + ": " + texts);
    }
    for (ObjectWrite write : decision.writes()) {
      String texts =
          write.fields().entrySet().stream()
              .map(field -> field.getKey() + " = " + field.getValue())
              .collect(Collectors.joining(", "));
      acted(subject, failed, "KnobsSet", "Write", write.object() + ": " + texts);
    }
    Set<Problem> all = new LinkedHashSet<>(decision.problems());
    all.addAll(evaluation.failures());
    if (decision.overdue()) {
      all.add(
          new Problem(
              "TooLongIn" + decision.mode().word(),
              "mode " + decision.mode().word(),
              "longer than its maxTimeInMode; nothing moves by it: see why it does not end"));
    }
    problems(one, List.copyOf(all));
  }

  private void acted(
      EventActuator.Subject subject, boolean failed, String reason, String action, String note) {
    if (!failed) {
      LOG.info("{}: {}: {}", subject.about(), reason, note);
      events.say(subject, new EventActuator.Note(false, reason, action, note));
    }
  }

  /** Problems that were not there the last time. */
  private void problems(Declared one, List<Problem> problems) {
    Set<String> now = new TreeSet<>();
    Set<String> before = known.getOrDefault(one.id(), Set.of());
    for (Problem problem : problems) {
      String key = problem.reason() + " " + problem.subject();
      now.add(key);
      if (!before.contains(key)) {
        LOG.warn("{}: {}", one.id(), problem);
        events.say(
            subject(one),
            new EventActuator.Note(
                true, problem.reason(), "Evaluate", problem.subject() + ": " + problem.message()));
      }
    }
    known.put(one.id(), now);
  }

  private static EventActuator.Subject subject(Declared one) {
    return new EventActuator.Subject(one.id(), one.resource().uid());
  }
}
