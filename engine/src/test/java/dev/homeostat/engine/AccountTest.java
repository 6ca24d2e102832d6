package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.port.ObjectWrite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With whose rights objects are read and written, and from whom fields may be taken. */
class AccountTest {

  private static final String AS_TUNER = "interval: 1s\n  serviceAccountName: tuner";
  private static final String POOL =
      Policies.knob(
          "pool",
          "pool.size",
          "type: Integer, min: 1, max: 100, saferDirection: Lower, values: {target: 20, degraded:"
              + " 5}");

  private static ObjectWrite firstWrite(World world) {
    world.incident(1, 12);
    return world.objects.writes().get(0);
  }

  @Test
  void write_noAccountNamed_isDoneAsDefault() {
    assertThat(firstWrite(new World()).author().account()).isEqualTo("default");
  }

  @Test
  void write_accountNamed_isDoneAsThatOne() {
    World world = new World(World.POLICY.replace("interval: 1s", AS_TUNER));
    ObjectWrite write = firstWrite(world);

    assertThat(write.author().account()).isEqualTo("tuner");
    assertThat(write.author().manager()).startsWith("homeostat-operatingmode-");
    assertThat(world.objects.readers()).containsOnly("configmaps shop/checkout as tuner");
  }

  @Test
  void restore_accountNamed_isDoneAsTheSameAuthor() {
    World world = new World(World.POLICY.replace("interval: 1s", AS_TUNER));
    ObjectWrite write = firstWrite(world);
    world.deleteResources();
    Decision restoring = world.tick();

    assertThat(restoring.restores())
        .singleElement()
        .satisfies(one -> assertThat(one.author()).isEqualTo(write.author()));
  }

  @Test
  void write_takeOver_namesTheFieldsThatMayBeTaken() {
    World world = new World(Policies.withKnobs(Policies.LIMIT, POOL));
    world.objects.create(World.CONFIG, "", Map.of(World.LIMIT, "620", "/data/pool.size", "20"));
    ObjectWrite write = firstWrite(world);

    assertThat(write.fields()).containsOnlyKeys(World.LIMIT, "/data/pool.size");
    assertThat(write.takeOver()).containsExactly(World.LIMIT);
  }

  @Test
  void write_noTakeOver_namesNone() {
    World world = new World(Policies.withKnobs(POOL));
    world.objects.create(World.CONFIG, "", Map.of("/data/pool.size", "20"));

    assertThat(firstWrite(world).takeOver()).isEmpty();
  }

  @Test
  void read_oneObjectOfTwoWorkloadsWithOneAccount_isReadOnce() {
    World world =
        new World(
            Policies.policy(
                Policies.mode("checkout", Policies.LIMIT), Policies.mode("second", POOL)));
    world.tickAll();

    assertThat(world.objects.readers()).containsExactly("configmaps shop/checkout as default");
  }

  @Test
  void read_oneObjectOfTwoWorkloadsWithTwoAccounts_isReadAsEach() {
    World world =
        new World(
            Policies.policy(
                Policies.mode("checkout", Policies.LIMIT),
                Policies.mode("second", POOL).replace("interval: 1s", AS_TUNER)));
    world.tickAll();

    assertThat(world.objects.readers())
        .isEqualTo(
            List.of("configmaps shop/checkout as default", "configmaps shop/checkout as tuner"));
  }
}
