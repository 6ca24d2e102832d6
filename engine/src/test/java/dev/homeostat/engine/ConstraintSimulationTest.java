package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules over knobs: checked for the settings of each mode, and before each write. */
class ConstraintSimulationTest {

  private static final String SOFT =
      Policies.knob(
          "soft-ttl",
          "soft",
          "type: Duration, min: 1s, max: 10m, saferDirection: Higher, takeOver: true, values:"
              + " {target: 30s, degraded: 2m}");
  private static final String HARD =
      Policies.knob(
          "hard-ttl",
          "hard",
          "type: Duration, min: 1s, max: 1h, saferDirection: Higher, takeOver: true, values:"
              + " {target: 1m, degraded: 5m}");
  private static final String RULE = constraint("knobs.soft_ttl <= knobs.hard_ttl", "");

  private static String constraint(String rule, String more) {
    return "  constraints:\n  - {name: soft-in-hard, rule: '%s', message: soft at most hard%s}\n"
        .formatted(rule, more);
  }

  private static World world(String policy) {
    World world = new World();
    world.objects.create(
        World.CONFIG,
        "kubectl",
        Map.of(World.LIMIT, "620", "/data/soft", "30s", "/data/hard", "1m"));
    assertThat(world.declare(policy).problems()).isEmpty();
    world.ticks(2);
    return world;
  }

  private static String text(World world, String field) {
    return world.objects.field(World.CONFIG, field).text();
  }

  private static List<Problem> problems(String policy) {
    CompiledPolicy compiled = new World().declare(policy);
    return compiled.problems().values().stream().flatMap(List::stream).toList();
  }

  @Test
  void kept_atEveryTurn_nothingIsHeld() {
    World world = world(Policies.policy(Policies.mode("checkout", SOFT, HARD) + RULE));
    world.burn(20, 50);
    Decision decision = world.ticks(5);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.problems()).isEmpty();
    assertThat(text(world, "/data/soft")).isEqualTo("2m");
    assertThat(text(world, "/data/hard")).isEqualTo("5m");
  }

  /** Its hard TTL rises slowly and its soft one at once, so that the way there breaks the rule. */
  @Test
  void brokenOnTheWay_writeIsHeldAndSaysWhy() {
    String slow = HARD.replace("values", "ramp: 10s, values");
    World world = world(Policies.policy(Policies.mode("checkout", SOFT, slow) + RULE));
    world.burn(20, 50);
    boolean held = false;
    for (int i = 0; i < 30; i++) {
      Decision decision = world.tick();
      held |=
          decision.problems().stream()
              .anyMatch(
                  p ->
                      p.reason().equals("ConstraintBroken")
                          && p.subject().equals("constraint soft-in-hard"));
      assertThat(seconds(world, "/data/soft")).isLessThanOrEqualTo(seconds(world, "/data/hard"));
    }

    assertThat(held).isTrue();
  }

  private static long seconds(World world, String field) {
    return dev.homeostat.crds.DurationText.parseMillis(text(world, field)).orElseThrow();
  }

  /** Somebody raised the soft TTL beyond the hard one: what protects goes on, nothing rises. */
  @Test
  void brokenAlready_protectionGoesOn() {
    String limit = Policies.LIMIT;
    World world =
        world(
            Policies.policy(
                Policies.mode("checkout", limit)
                    + constraint(
                        "knobs.admission_limit <= 700.0 || knobs.admission_limit < 0.0", "")));
    world.objects.set(World.CONFIG, "homeostat-operatingmode-x", World.LIMIT, "900");
    world.burn(20, 50);
    world.ticks(5);

    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void settingsOfAMode_breakTheRule_areRefusedWithTheMode() {
    String wrong = SOFT.replace("degraded: 2m", "degraded: 6m");

    assertThat(problems(Policies.policy(Policies.mode("checkout", wrong, HARD) + RULE)))
        .containsExactly(
            new Problem(
                "ConstraintBroken",
                "spec.constraints[0]",
                "soft at most hard: the settings of Degraded break it; change them or the rule"
                    + " knobs.soft_ttl <= knobs.hard_ttl"));
  }

  @Test
  void rule_thatNamesWhatIsNotThere_saysWhatThereIs() {
    List<Problem> problems =
        problems(
            Policies.policy(
                Policies.mode("checkout", SOFT, HARD)
                    + constraint("knobs.soft <= knobs.hard_ttl", "")));

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).subject()).isEqualTo("spec.constraints[0].rule");
    assertThat(problems.get(0).message())
        .contains("at column", "undeclared reference", "knobs.hard_ttl, knobs.soft_ttl");
  }

  @Test
  void rule_thatIsNoCondition_isRefused() {
    assertThat(
            problems(
                Policies.policy(
                    Policies.mode("checkout", SOFT, HARD) + constraint("knobs.soft_ttl", ""))))
        .extracting(Problem::subject)
        .containsExactly("spec.constraints[0].rule");
  }

  @Test
  void wholeNumbers_compareWithoutAPoint() {
    assertThat(
            problems(
                Policies.policy(
                    Policies.mode("checkout", Policies.LIMIT)
                        + constraint("knobs.admission_limit <= 1000", ""))))
        .isEmpty();
  }

  @Test
  void words_areBoolAndString() {
    String flag =
        Policies.knob(
            "hedge",
            "hedge",
            "type: Boolean, saferDirection: Lower, values: {target: \"true\", degraded:"
                + " \"false\"}");
    String level =
        Policies.knob(
            "level",
            "level",
            "type: Enum, order: [weak, strong], saferDirection: Lower, values: {target: strong,"
                + " degraded: weak}");
    assertThat(
            problems(
                Policies.policy(
                    Policies.mode("checkout", flag, level)
                        + constraint("!knobs.hedge || knobs.level == \"strong\"", ""))))
        .isEmpty();
  }

  /** A caller's timeout must be above its callee's times the attempts. */
  private static final String CALLEE =
      Policies.mode(
              "backend",
              Policies.knob(
                  "timeout",
                  "hard",
                  "type: Duration, min: 1s, max: 1h, saferDirection: Higher, takeOver: true,"
                      + " values: {target: 10s, degraded: 20s}"))
          .replace("burn-long, above: 14.4", "burn-long, above: 1000");

  private static final String CALLER =
      Policies.mode(
              "checkout",
              Policies.knob(
                  "timeout",
                  "soft",
                  "type: Duration, min: 1s, max: 1h, saferDirection: Higher, takeOver: true,"
                      + " values: {target: 30s, degraded: 60s}"))
          + constraint("knobs.timeout > 2.0 * workloads.backend.timeout", ", with: [backend]");

  @Test
  void anotherWorkload_itsKnobChanges_whatWouldBreakTheRuleIsHeld() {
    World world = new World();
    world.objects.create(
        World.CONFIG,
        "kubectl",
        Map.of(World.LIMIT, "620", "/data/soft", "60s", "/data/hard", "20s"));
    assertThat(world.declare(Policies.policy(CALLER, CALLEE)).problems()).isEmpty();
    world.objects.set(World.CONFIG, "kubectl", "/data/hard", "20s");
    world.ticks(1);

    // The caller would go to 30 s while the callee's field still held 20 s.
    assertThat(text(world, "/data/soft")).isEqualTo("60s");
    world.ticks(5);
    assertThat(text(world, "/data/hard")).isEqualTo("10s");
    assertThat(text(world, "/data/soft")).isEqualTo("30s");
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  @Test
  void anotherWorkload_thatIsNotThere_isNamed() {
    assertThat(problems(Policies.policy(CALLER)))
        .extracting(Problem::reason, Problem::subject)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "UnknownOperatingMode", "spec.constraints[0].with[0]"));
  }

  /** What is given back is given back, whatever a rule says of it. */
  @Test
  void deleted_isGivenBackThoughItBreaksTheRule() {
    World world = new World();
    world.objects.create(
        World.CONFIG,
        "kubectl",
        Map.of(World.LIMIT, "620", "/data/soft", "9m", "/data/hard", "1m"));
    world.declare(Policies.policy(Policies.mode("checkout", SOFT, HARD) + RULE));
    world.burn(20, 50);
    world.ticks(5);
    world.deleteResources();
    world.tickAll();

    assertThat(text(world, "/data/soft")).isEqualTo("9m");
    assertThat(text(world, "/data/hard")).isEqualTo("1m");
  }
}
