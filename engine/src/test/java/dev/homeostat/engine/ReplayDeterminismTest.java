package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Resource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same inputs give the same decisions, byte for byte. */
class ReplayDeterminismTest {

  @Test
  void replay_runWithRestartsFailuresAndPolicyChanges_isTheSameToTheByte() {
    World world = JournalCodecTest.eventful();

    assertThat(Replayed.assertSame(world.journal.lines())).isGreaterThan(70);
  }

  @Test
  void replay_twoOwnersThatHandOver_isTheSameToTheByte() {
    String first = Policies.mode("checkout", Policies.LIMIT);
    String second = Policies.mode("second", Policies.LIMIT.replace("degraded: 50", "degraded: 40"));
    World world = new World(Policies.policy(second));
    world.incident(1, 15);
    world.declare(Policies.policy(first, second));
    world.ticks(5);
    world.declare(Policies.policy(second));
    world.ticks(5);

    assertThat(Replayed.assertSame(world.journal.lines())).isGreaterThan(25);
  }

  @Test
  void replay_resourceMadeAnew_isTheSameToTheByte() {
    World world = new World();
    world.incident(1, 15);
    List<Resource<?>> anew = new ArrayList<>();
    for (Resource<?> resource : World.parse(World.POLICY).resources()) {
      anew.add(new Resource<>(resource.id(), "another", resource.createdMillis(), resource.spec()));
    }
    world.declare(new PolicySet(anew));
    world.ticks(5);

    assertThat(Replayed.assertSame(world.journal.lines())).isEqualTo(20);
  }

  @Test
  void run_twice_writesTheSameJournal() {
    assertThat(JournalCodecTest.eventful().journal.lines())
        .isEqualTo(JournalCodecTest.eventful().journal.lines());
  }
}
