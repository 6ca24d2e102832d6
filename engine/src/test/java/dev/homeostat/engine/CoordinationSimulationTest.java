package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Export;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import dev.homeostat.slo.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a workload takes into account beside its own signals before it rises. */
class CoordinationSimulationTest {

  private static final String MODE = Policies.mode("checkout", Policies.LIMIT);
  private static final Map<String, String> ROLLED_OUT =
      Map.of("/metadata/generation", "2", "/status/observedGeneration", "2", "/spec/replicas", "0");
  private static final Map<String, String> ROLLING =
      Map.of("/metadata/generation", "3", "/status/observedGeneration", "2", "/spec/replicas", "0");

  private static String with(String more) {
    return MODE.replace("spec:\n", "spec:\n  " + more + "\n");
  }

  private static String control(String spec) {
    return "apiVersion: homeostat.dev/v1alpha1\nkind: HomeostatControl\n"
        + "metadata: {name: cluster}\nspec: {"
        + spec
        + "}\n";
  }

  private static World ill(String... policies) {
    World world = new World(Policies.policy(policies));
    world.burn(20, 50);
    world.ticks(5);
    world.burn(0, 0);
    return world;
  }

  @Test
  void rollout_ofTheWorkload_holdsTheWayUpAndNotTheWayDown() {
    World world = new World(Policies.policy(with("targetRef: {kind: Deployment, name: checkout}")));
    world.workloads.set(ROLLING);
    world.burn(20, 50);

    assertThat(world.ticks(5).mode()).isEqualTo(Mode.DEGRADED);
    world.burn(0, 0);
    Decision held = world.ticks(30);
    assertThat(held.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(held.waitsFor()).containsExactly("the rollout of deployments.apps shop/checkout");
    world.workloads.set(ROLLED_OUT);
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void rollout_duringRecovery_holdsTheStepAnew() {
    World world = new World(Policies.policy(with("targetRef: {kind: Deployment, name: checkout}")));
    world.workloads.set(ROLLED_OUT);
    int step = world.incident(1, 26).step();
    world.workloads.set(ROLLING);

    assertThat(world.ticks(30).step()).isEqualTo(step);
    world.workloads.set(ROLLED_OUT);
    assertThat(world.ticks(3).step()).isEqualTo(step);
    assertThat(world.ticks(2).step()).isEqualTo(step + 1);
  }

  @Test
  void target_thatIsUnknown_holdsTheWayUpAndSaysSo() {
    World world = ill(with("targetRef: {kind: Deployment, name: checkout}"));
    world.workloads.hide("there is no deployments.apps shop/checkout; name one that there is");

    Decision held = world.ticks(30);

    assertThat(held.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(held.problems()).extracting(Problem::reason).contains("TargetUnknown");
  }

  /** A source with staleAfter 3s settles for 6s. */
  @Test
  void source_backFromAnOutage_settlesBeforeAnythingRises() {
    World world = ill(MODE);
    world.blackout();
    world.ticks(10);
    world.burn(0, 0);

    Decision settling = world.ticks(6);

    assertThat(settling.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(settling.waitsFor()).containsExactly("a source to settle after its outage");
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void source_settling_isRememberedByARestart() {
    World world = ill(MODE);
    world.blackout();
    world.ticks(3);
    world.restart();
    world.burn(0, 0);

    assertThat(world.ticks(6).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.ticks(3).mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void source_withADeclaredSettle_settlesForThat() {
    World world =
        new World(Policies.policy(MODE).replace("staleAfter: 3s", "staleAfter: 3s, settle: 20s"));
    world.burn(20, 50);
    world.ticks(5);
    world.blackout();
    world.ticks(10);
    world.burn(0, 0);

    assertThat(world.ticks(20).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
  }

  /** One at a time: the second leaves when the first has reached Target. */
  @Test
  void recoveries_ofANamespace_areNoMoreThanItsLimit() {
    String[] three = new String[4];
    for (int i = 0; i < 3; i++) {
      three[i] =
          Policies.mode("m" + i, Policies.LIMIT.replace("admission.limit", "limit." + i))
              .replace("admission-limit", "limit-" + i);
    }
    three[3] = control("recoveries: {perNamespace: 1}");
    World world = new World(Policies.policy(three));
    for (int i = 0; i < 3; i++) {
      world.objects.set(World.CONFIG, "kubectl", "/data/limit." + i, "620");
    }
    world.burn(20, 50);
    world.ticks(5);
    world.burn(0, 0);

    int most = 0;
    int arrived = 0;
    for (int second = 0; second < 120; second++) {
      List<Evaluation> evaluations = world.tickAll();
      int recovering = 0;
      arrived = 0;
      for (Evaluation evaluation : evaluations) {
        Mode mode = Objects.requireNonNull(evaluation.decision()).mode();
        recovering += mode == Mode.RECOVERY ? 1 : 0;
        arrived += mode == Mode.TARGET ? 1 : 0;
      }
      most = Math.max(most, recovering);
    }
    assertThat(most).isEqualTo(1);
    assertThat(arrived).isEqualTo(3);
  }

  @Test
  void spread_addsTheWaitOfTheWorkloadToItsExits() {
    World plain = ill(MODE);
    World spread = ill(MODE, control("recoveries: {spread: 60s}"));

    int waited = 0;
    while (spread.tick().mode() == Mode.DEGRADED) {
      waited++;
    }
    int plainWaited = 0;
    while (plain.tick().mode() == Mode.DEGRADED) {
      plainWaited++;
    }
    assertThat(waited).isGreaterThan(plainWaited).isLessThanOrEqualTo(plainWaited + 60);
  }

  private static PolicySet exporting(String needing, List<Export> exports) {
    return new PolicySet(World.parse(Policies.policy(needing)).resources(), exports);
  }

  private static Export orders(String... needs) {
    return new Export("data/orders", new java.util.TreeSet<>(List.of(needs)));
  }

  @Test
  void upstream_ofAnotherNamespaceInFloor_holdsTheWayUp() {
    World world = new World();
    world.declare(
        exporting(
            with("dependsOn: [{operatingMode: orders, namespace: data}]"), List.of(orders())));
    ResourceId orders = new ResourceId("OperatingMode", "data", "orders");
    world.neighbours.put(orders, Mode.FLOOR);
    world.burn(20, 50);
    world.ticks(5);
    world.burn(0, 0);

    Decision held = world.ticks(20);
    assertThat(held.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(held.waitsFor()).containsExactly("OperatingMode data/orders to leave Floor");
    world.neighbours.put(orders, Mode.DEGRADED);
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void upstream_ofAnotherNamespaceThatNobodyKnows_holdsTheWayUp() {
    World world = new World();
    world.declare(
        exporting(
            with("dependsOn: [{operatingMode: orders, namespace: data}]"), List.of(orders())));
    world.burn(20, 50);
    world.ticks(5);
    world.burn(0, 0);

    assertThat(world.ticks(20).mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void cycle_throughAnotherNamespace_isRefused() {
    PolicySet set =
        exporting(
            with("dependsOn: [{operatingMode: orders, namespace: data}]"),
            List.of(orders("shop/checkout")));

    assertThat(new World().declare(set).problems().values().stream().flatMap(List::stream))
        .extracting(Problem::reason)
        .containsExactly("DependencyCycle");
  }

  @Test
  void exports_areForTheNamespacesThatAreListedAndCarryWhatTheyNeed() {
    List<Resource<OperatingModeSpec>> all = new ArrayList<>();
    for (String text :
        List.of(
            with("exportTo: [web]\n  dependsOn: [{operatingMode: orders, namespace: data}]"),
            with("exportTo: [shop]\n  dependsOn: [{operatingMode: disks}]")
                .replace("name: checkout, namespace: shop", "name: orders, namespace: data"),
            MODE.replace("name: checkout, namespace: shop", "name: disks, namespace: data"))) {
      all.addAll(World.parse(Policies.policy(text)).all(OperatingModeSpec.class));
    }

    assertThat(Export.to("web", all))
        .containsExactly(
            new Export(
                "shop/checkout", new java.util.TreeSet<>(List.of("data/orders", "data/disks"))));
    assertThat(Export.to("other", all)).isEmpty();
  }

  @Test
  void guarantee_fallsWithTheModeAndRisesOneLevelAStep() {
    String guaranteed =
        MODE.replace("      minDwell: 5s", "      guarantee: ReadCommitted\n      minDwell: 5s")
            .replace("    recovery:", "    target: {guarantee: StrictSerializable}\n    recovery:");
    World world = new World(Policies.policy(guaranteed));
    List<Guarantee> seen = new ArrayList<>();
    for (int second = 1; second <= 60; second++) {
      world.incidentAt(second);
      Guarantee guarantee = Objects.requireNonNull(world.tick().guarantee());
      if (seen.isEmpty() || seen.get(seen.size() - 1) != guarantee) {
        seen.add(guarantee);
      }
    }

    assertThat(seen)
        .containsExactly(
            Guarantee.STRICT_SERIALIZABLE,
            Guarantee.READ_COMMITTED,
            Guarantee.SNAPSHOT_ISOLATION,
            Guarantee.SERIALIZABLE,
            Guarantee.STRICT_SERIALIZABLE);
  }

  @Test
  void alert_asCondition_movesAndItsSilenceHolds() {
    String alerted =
        MODE.replace(
                "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
                "{name: burn-long, alert: {name: Down, staleAfter: 5m}}")
            .replace("signal: burn-long, above: 14.4", "signal: burn-long, above: 0.5")
            .replace("signal: burn-short, above: 14.4", "signal: burn-short, above: -1")
            .replace("exitBelow: 1,", "exitBelow: -2,")
            .replace("above: 0.5, for", "above: 0.5, exitBelow: 0.1, exitFor: 2s, for");
    World world = new World(Policies.policy(alerted));
    answer(world, new Reading.Value(1, 0));
    assertThat(world.ticks(4).mode()).isEqualTo(Mode.DEGRADED);
    answer(world, new Reading.Missing("AlertmanagerSilent", "silent"));
    assertThat(world.ticks(20).mode()).isEqualTo(Mode.DEGRADED);
    answer(world, new Reading.Value(0, 0));
    world.ticks(600);
    assertThat(world.ticks(30).mode()).isNotEqualTo(Mode.DEGRADED);
  }

  private static void answer(World world, Reading reading) {
    world.signals.answer(
        query ->
            !(query instanceof Query.Alert)
                ? new Reading.Value(
                    query.expression().startsWith("errors") ? 0 : 1_000, world.time.nowMillis())
                : reading instanceof Reading.Value value
                    ? new Reading.Value(value.value(), world.time.nowMillis())
                    : reading);
  }

  @Test
  void ramp_longerThanTheDwell_andSchedulesThatOverlap_areDoubted() {
    String doubtful =
        Policies.mode("checkout", Policies.RAMPED_LIMIT)
                .replace("degraded: 50}", "degraded: 50, floor: 10}")
                .replace("    recovery:", "    floor: {minDwell: 5s}\n    recovery:")
            + "  schedules:\n"
            + "  - {name: night, cron: '0 2 * * *', duration: 2h, mode: Degraded}\n"
            + "  - {name: moon, cron: '30 3 * * 1', duration: 2h, mode: Floor}\n"
            + "  - {name: noon, cron: '0 12 * * *', duration: 2h, mode: Floor}\n";
    World world = new World(Policies.policy(doubtful));
    world.tick();

    assertThat(Objects.requireNonNull(world.statuses.load(checkout())).conditions())
        .filteredOn(condition -> condition.getType().equals("Sound"))
        .singleElement()
        .satisfies(
            sound -> {
              assertThat(sound.getReason()).isEqualTo("RampExceedsDwell");
              assertThat(sound.getMessage())
                  .contains("night and moon ask for two modes at once")
                  .doesNotContain("night and noon");
            });
  }

  private static ResourceId checkout() {
    return new ResourceId("OperatingMode", "shop", "checkout");
  }
}
