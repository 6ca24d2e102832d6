package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample incident with every kind of knob, with ramps, and with several knobs and objects. */
class KnobSimulationTest {

  private static final String TTL =
      Policies.knob(
          "ttl",
          "cache.ttl",
          "type: Duration, min: 5s, max: 10m, saferDirection: Higher, takeOver: true, values:"
              + " {target: 30s, degraded: 5m}");
  private static final String SHARE =
      Policies.knob(
          "share",
          "share",
          "type: Percentage, min: 0, max: 100, saferDirection: Lower, takeOver: true, values:"
              + " {target: \"99.5\", degraded: \"12.5\"}");
  private static final String RATIO =
      Policies.knob(
          "ratio",
          "ratio",
          "type: Decimal, min: 0, max: 1, saferDirection: Lower, takeOver: true, values:"
              + " {target: \"0.3\", degraded: \"0.1\"}");

  private static World world(String... knobs) {
    World world = new World(Policies.withKnobs(knobs));
    world.objects.create(
        World.CONFIG,
        "kubectl",
        Map.of(
            World.LIMIT,
            "620",
            "/data/cache.ttl",
            "30s",
            "/data/share",
            "99.5",
            "/data/ratio",
            "0.3",
            "/data/pool.size",
            "20"));
    return world;
  }

  private static String text(World world, ObjectRef object, String path) {
    return world.objects.field(object, path).text();
  }

  @Test
  void incident_rampAndSlew_neverLeapsAndArrives() {
    World world = world(Policies.RAMPED_LIMIT);
    List<Integer> limits = new ArrayList<>();
    for (int second = 1; second <= 80; second++) {
      world.incident(second, second);
      limits.add(Integer.valueOf(world.limit()));
    }

    // 570 in 10 s is 57 a second, which is slower than the slew; whole numbers round down.
    assertThat(limits.subList(9, 22))
        .containsExactly(620, 563, 506, 449, 392, 335, 278, 221, 164, 107, 50, 50, 50);
    for (int i = 1; i < limits.size(); i++) {
      assertThat(Math.abs(limits.get(i) - limits.get(i - 1))).isLessThanOrEqualTo(100);
    }
    assertThat(limits.get(79)).isEqualTo(620);
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void incident_slewOnly_movesAtTheSlewRate() {
    World world =
        world(Policies.RAMPED_LIMIT.replace("ramp: 10s, ", "").replace("change: 100", "change: 5"));
    world.incident(1, 14);

    assertThat(world.limit()).isEqualTo(String.valueOf(620 - 4 * 5));
  }

  @Test
  void incident_liveValueNotTargets_rampReachesTarget() {
    World world =
        world(Policies.RAMPED_LIMIT.replace("slewRate: {change: 100", "slewRate: {change: 1"));
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "600");

    world.ticks(30);

    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void incident_rampSlowerThanOneUnitAnInterval_stillArrives() {
    World world =
        world(Policies.RAMPED_LIMIT.replace("change: 100, per: 1s", "change: 1, per: 3s"));
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "610");

    world.ticks(40);

    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void incident_everyKind_writesAllHeldFieldsTogether() {
    World world = world(Policies.LIMIT, TTL, SHARE, RATIO);
    Decision degraded = world.incident(1, 11);

    assertThat(degraded.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(degraded.writes())
        .singleElement()
        .extracting(ObjectWrite::fields)
        .isEqualTo(
            Map.of(
                World.LIMIT,
                "50",
                "/data/cache.ttl",
                "5m",
                "/data/share",
                "12.5",
                "/data/ratio",
                "0.1"));
    assertThat(text(world, World.CONFIG, "/data/pool.size")).isEqualTo("20");

    world.incident(12, 60);
    assertThat(world.limit()).isEqualTo("620");
    assertThat(text(world, World.CONFIG, "/data/cache.ttl")).isEqualTo("30s");
    assertThat(text(world, World.CONFIG, "/data/share")).isEqualTo("99.5");
    assertThat(text(world, World.CONFIG, "/data/ratio")).isEqualTo("0.3");
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void incident_higherIsSafer_climbsDownAndRoundsUp() {
    World world = world(TTL);
    List<String> texts = new ArrayList<>();
    for (int second = 1; second <= 40; second++) {
      if (!world.incident(second, second).writes().isEmpty()) {
        String text = text(world, World.CONFIG, "/data/cache.ttl");
        if (!texts.contains(text)) {
          texts.add(text);
        }
      }
    }

    assertThat(texts).containsExactly("5m", "297300ms", "273s", "165s", "30s");
  }

  @Test
  void incident_oneKnobChangesLater_keepsTheOthersFields() {
    World world = world(Policies.RAMPED_LIMIT, RATIO);
    Decision ramping = world.incident(1, 13);

    assertThat(ramping.writes())
        .singleElement()
        .extracting(ObjectWrite::fields)
        .isEqualTo(Map.of(World.LIMIT, "449", "/data/ratio", "0.1"));
    assertThat(text(world, World.CONFIG, "/data/ratio")).isEqualTo("0.1");
  }

  @Test
  void incident_severalObjects_eachHasItsWriteAndItsNote() {
    String pool =
        Policies.knob(
                "pool",
                "pool.size",
                "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
                    + " {target: 20, degraded: 5}")
            .replace("name: checkout", "name: other");
    World world = world(Policies.LIMIT, pool);
    world.objects.create(World.OTHER, "helm", Map.of("/data/pool.size", "20"));
    Decision degraded = world.incident(1, 11);

    assertThat(degraded.writes())
        .extracting(ObjectWrite::object)
        .containsExactly(World.CONFIG, World.OTHER);
    assertThat(text(world, World.OTHER, "/data/pool.size")).isEqualTo("5");
    assertThat(world.objects.annotations(World.OTHER))
        .isEqualTo(world.objects.annotations(World.CONFIG));

    world.incident(12, 40);
    assertThat(text(world, World.OTHER, "/data/pool.size")).isEqualTo("20");
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void note_moveThatChangesNoText_isBroughtUpToDate() {
    World world = world(Policies.RAMPED_LIMIT.replace("ramp: 10s", "ramp: 5m"));
    world.incident(1, 22);
    assertThat(world.objects.annotations(World.CONFIG).values().toString()).contains("Recovery");
    world.incident(23, 25);
    assertThat(world.objects.annotations(World.CONFIG).values().toString())
        .contains("\"mode\":\"Recovery\"", "\"value\":\"620\"", "\"manager\":\"kubectl\"");

    World floor = world(Policies.LIMIT.replace("values: {target: 620", "values: {target: 51"));
    floor.objects.set(World.CONFIG, "kubectl", World.LIMIT, "51");
    floor.incident(1, 21);
    // One percent of the way from 50 to 51 rounds to 50: only the note changes.
    Decision recovery = floor.incident(22, 22);
    assertThat(recovery.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(floor.limit()).isEqualTo("50");
    assertThat(floor.objects.annotations(World.CONFIG).values().toString()).contains("Recovery");
  }

  @Test
  void knob_spelledOtherwiseInTheObject_isLeftAsItIsSpelled() {
    World world = world(Policies.LIMIT, TTL);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "0620\n");
    world.objects.set(World.CONFIG, "kubectl", "/data/cache.ttl", "30000ms");
    world.ticks(5);

    assertThat(world.objects.writes()).isEmpty();
    assertThat(world.limit()).isEqualTo("0620\n");
  }

  @Test
  void knob_decimalSpelledOtherwise_isLeftAsItIsSpelled() {
    World world =
        world(RATIO.replace("target: \"0.3\"", "target: \"0.017\"").replace("\"0.1\"", "0"));
    world.objects.set(World.CONFIG, "kubectl", "/data/ratio", "0.0170");
    world.ticks(5);

    assertThat(world.objects.writes()).isEmpty();
  }

  @Test
  void knob_liveValueBelowItsBounds_isNotRaisedIntoThemWithoutData() {
    World world = world(Policies.LIMIT);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "5");
    world.blackout();
    world.ticks(5);
    assertThat(world.limit()).isEqualTo("5");

    world.burn(0, 0);
    world.ticks(2);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void knob_liveValueAboveItsBounds_isLoweredIntoThemAtOnce() {
    World world = world(Policies.RAMPED_LIMIT);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "5000");
    world.blackout();
    world.tick();

    assertThat(Integer.parseInt(world.limit())).isBetween(620, 1000);
  }

  @Test
  void knob_formatChangesMidIncident_isWrittenInTheNewFormat() {
    World world = world(Policies.LIMIT, RATIO);
    world.incident(1, 12);
    String formatted =
        Policies.LIMIT.replace(
            "key: admission.limit}", "key: admission.limit, format: \"max={value};\"}");
    world.declare(Policies.withKnobs(formatted, RATIO));
    Decision decision = world.incident(13, 13);

    assertThat(decision.problems()).isEmpty();
    assertThat(world.limit()).isEqualTo("max=50;");
    assertThat(text(world, World.CONFIG, "/data/ratio")).isEqualTo("0.1");

    world.restart();
    world.declare(Policies.withKnobs(Policies.LIMIT, RATIO));
    world.incident(14, 15);
    assertThat(world.limit()).isEqualTo("50");

    world.deleteResources();
    world.tickAll();
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("620", "kubectl"));
  }

  @Test
  void knob_formatChangesDuringRestart_isWrittenInTheNewFormatAndNoFieldIsLost() {
    World world = world(Policies.LIMIT, RATIO);
    world.incident(1, 12);
    String formatted =
        Policies.LIMIT.replace(
            "key: admission.limit}", "key: admission.limit, format: \"max={value};\"}");
    world.restart();
    world.declare(Policies.withKnobs(formatted, RATIO));
    world.incident(13, 14);

    assertThat(world.limit()).isEqualTo("max=50;");

    world.statuses.wipe();
    world.restart();
    world.declare(Policies.withKnobs(Policies.LIMIT, RATIO));
    Decision decision = world.incident(15, 16);
    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.problems()).extracting(Problem::reason).containsExactly("KnobUnreadable");
    assertThat(world.limit()).isEqualTo("max=50;");
    assertThat(text(world, World.CONFIG, "/data/ratio")).isEqualTo("0.1");

    world.declare(Policies.withKnobs(Policies.LIMIT, RATIO.replace("\"0.1\"", "\"0.05\"")));
    world.incident(17, 17);
    assertThat(text(world, World.CONFIG, "/data/ratio")).isEqualTo("0.05");
    assertThat(world.limit()).as("a write that leaves it out deletes it").isEqualTo("max=50;");

    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "40");
    world.incident(18, 45);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void policy_boundsTightenedMidIncident_holdAtOnce() {
    World world = world(Policies.RAMPED_LIMIT);
    world.incident(1, 13);
    assertThat(world.limit()).isEqualTo("449");
    world.declare(
        Policies.withKnobs(
            Policies.RAMPED_LIMIT.replace("max: 1000", "max: 300").replace("620", "300")));
    world.incident(14, 14);

    assertThat(Integer.parseInt(world.limit())).isLessThanOrEqualTo(300);
  }

  @Test
  void policy_recoveryStepsChangeMidClimb_doesNotSkipAhead() {
    World world = world(Policies.LIMIT);
    Decision before = world.incident(1, 26);
    assertThat(before.step()).isEqualTo(1);
    world.declare(Policies.withKnobs(Policies.LIMIT).replace("[1, 10, 50, 100]", "[5, 90, 100]"));
    Decision after = world.incident(27, 27);

    assertThat(after.step()).isZero();
    assertThat(Integer.parseInt(world.limit())).isLessThanOrEqualTo(107);
  }
}
