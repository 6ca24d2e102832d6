package dev.homeostat.controllers;

import dev.homeostat.engine.policy.Problem;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The conditions of our resources: {@code Ready} says whether it can decide and act, {@code
 * Stalled} whether its spec keeps it from that until somebody mends it.
 */
final class Conditions {

  private static final String READY = "Ready";
  private static final String STALLED = "Stalled";

  /** Concluded and written apart from the others, which leave it as it is. */
  private static final Set<String> APART = Set.of("RulesLoaded");

  /** The conditions of a resource whose spec has problems. */
  static List<Condition> stalled(
      List<Problem> problems, List<Condition> before, long generation, long nowMillis) {
    String reason = problems.get(0).reason();
    String message = Problem.message(problems);
    return dated(
        List.of(
            condition(READY, "False", reason, message),
            condition(STALLED, "True", reason, message)),
        before,
        generation,
        nowMillis);
  }

  /** The conditions of a resource whose spec is right; its problems are of what it needs. */
  static List<Condition> valid(
      List<Problem> problems, List<Condition> before, long generation, long nowMillis) {
    Condition ready =
        problems.isEmpty()
            ? condition(READY, "True", "Valid", "it can be used")
            : condition(READY, "False", problems.get(0).reason(), Problem.message(problems));
    return completed(List.of(ready), before, generation, nowMillis);
  }

  /** The conditions that the engine concluded, completed. */
  static List<Condition> completed(
      List<Condition> concluded, List<Condition> before, long generation, long nowMillis) {
    List<Condition> all = new ArrayList<>(concluded);
    all.add(condition(STALLED, "False", "Valid", "the spec is right"));
    return dated(all, before, generation, nowMillis);
  }

  /** The conditions before with one of those that are concluded apart. */
  static List<Condition> beside(
      Condition apart, List<Condition> before, long generation, long nowMillis) {
    if (!APART.contains(apart.getType())) {
      throw new IllegalArgumentException(apart.getType() + " is not concluded apart");
    }
    List<Condition> all = new ArrayList<>(before);
    all.removeIf(old -> old.getType().equals(apart.getType()));
    all.add(dated(apart, before, generation, nowMillis));
    return all;
  }

  /** Some conditions, and those before of other types, which others concluded. */
  static List<Condition> kept(List<Condition> conditions, List<Condition> before) {
    List<Condition> all = new ArrayList<>(conditions);
    for (Condition old : before) {
      if (conditions.stream().noneMatch(now -> now.getType().equals(old.getType()))) {
        all.add(old);
      }
    }
    return all;
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  /** A condition keeps its time while its status stays. */
  private static List<Condition> dated(
      List<Condition> conditions, List<Condition> before, long generation, long nowMillis) {
    List<Condition> all = new ArrayList<>();
    conditions.forEach(one -> all.add(dated(one, before, generation, nowMillis)));
    before.stream().filter(old -> APART.contains(old.getType())).forEach(all::add);
    return all;
  }

  private static Condition dated(
      Condition condition, List<Condition> before, long generation, long nowMillis) {
    return new ConditionBuilder(condition)
        .withObservedGeneration(generation)
        .withLastTransitionTime(since(condition, before, nowMillis))
        .build();
  }

  private static String since(Condition now, List<Condition> before, long nowMillis) {
    for (Condition old : before) {
      if (old.getType().equals(now.getType())
          && old.getStatus().equals(now.getStatus())
          && old.getLastTransitionTime() != null) {
        return old.getLastTransitionTime();
      }
    }
    return Instant.ofEpochSecond(Math.floorDiv(nowMillis, 1000L)).toString();
  }

  private Conditions() {}
}
