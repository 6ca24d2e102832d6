package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerPoolTest {

  private final World world = World.of(1, 1_000);
  private final Attempts attempts = new Attempts();
  private final List<String> answers = new ArrayList<>();
  private ServerPool pool = pool(1, 100);

  @Test
  void offer_moreThanServers_areServedInTheirOrder() {
    offer(4);

    run(100);

    assertThat(answers).containsExactly("0@1.0", "1@2.0", "2@3.0", "3@4.0");
  }

  @Test
  void offer_queueIsFull_isRejected() {
    pool = pool(1, 2);

    assertThat(offer(4))
        .containsExactly(
            Service.Door.TAKEN, Service.Door.TAKEN, Service.Door.TAKEN, Service.Door.REJECTED);
  }

  @Test
  void setLimit_countsQueuedAndRunning_andLeavesWhatIsInside() {
    offer(5);
    pool.setLimit(3);
    assertThat(offer(1)).containsExactly(Service.Door.REJECTED);
    run(2.5);
    assertThat(offer(1)).containsExactly(Service.Door.REJECTED);
    run(3.5);

    assertThat(offer(2)).containsExactly(Service.Door.TAKEN, Service.Door.REJECTED);
    run(100);
    assertThat(answers).hasSize(6);
  }

  /** A client that hears of an error sends again at once, and must not overtake the queue. */
  @Test
  void done_clientSendsAgainAtOnce_joinsTheEndOfTheQueue() {
    boolean[] again = {true};
    pool =
        new ServerPool(
            world,
            attempts,
            new PoolSpec(1, 100, ServiceTime.fixed(1)),
            new OwnWork(world, attempts, ServiceTime.fixed(1), 0),
            (attempt, well) -> {
              answers.add("" + attempts.request(attempt));
              if (again[0]) {
                again[0] = false;
                pool.offer(attempts.open(99, 0, 0));
              }
              return well;
            });
    offer(2);

    run(100);

    assertThat(answers).containsExactly("0", "1", "99");
  }

  @Test
  void setServers_more_startsWhatIsQueued() {
    offer(4);
    run(0.5);

    pool.setServers(4);
    run(100);

    assertThat(answers).containsExactly("0@1.0", "1@1.5", "2@1.5", "3@1.5");
  }

  @Test
  void setServers_fewer_letsWhatRunsEnd() {
    pool = pool(3, 100);
    offer(4);

    pool.setServers(1);
    run(100);

    assertThat(answers).containsExactly("0@1.0", "1@1.0", "2@1.0", "3@2.0");
  }

  @Test
  void setRateFactor_half_doublesTheTime() {
    pool.setRateFactor(0.5);
    offer(1);

    run(100);

    assertThat(answers).containsExactly("0@2.0");
  }

  /**
   * With two running 14 of 20 MB are live; the second start fills the other 6, and stops all for
   * 1.4 s. The third, which begins when the first ends, allocates 3 MB and stops nobody.
   */
  @Test
  void start_heapIsFull_stopsAllServersForTheCollection() {
    pool = pool(2, 100);
    Heap heap = new Heap(new HeapSpec(20, 10, 2, 3, 0.1));
    pool.attach(heap);
    offer(1);
    run(0.25);
    offer(2);

    run(1.6);
    assertThat(answers).isEmpty();
    run(100);

    assertThat(answers).containsExactly("0@2.4", "1@2.65", "2@3.4");
    assertThat(heap.pausedSeconds()).isCloseTo(1.4, within(1e-9));
  }

  /**
   * The first start fills 9 of 9 MB and stops for 1.1 s. The second begins after that, fills 9 of 8
   * MB and stops both for 1.2 s more.
   */
  @Test
  void offer_whileStopped_waitsAlthoughAServerIsFree() {
    pool = pool(3, 100);
    pool.attach(new Heap(new HeapSpec(20, 10, 1, 9, 0.1)));
    offer(1);
    run(0.5);
    offer(1);

    run(100);

    assertThat(answers).containsExactly("0@3.3", "1@3.3");
  }

  @Test
  void specs_valuesThatCannotBe_areRefused() {
    for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ServiceTime.fixed(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> new HeapSpec(wrong, 1, 1, 1, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new HeapSpec(1, 1, 1, 1, wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> new InflightSpec(wrong, 0, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> new CallSpec(0.5, wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new CallSpec(1.1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new PoolSpec(0, 1, ServiceTime.fixed(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PoolSpec(1, -1, ServiceTime.fixed(1)));
  }

  @Test
  void replicaSet_equalWeights_takesTurns() {
    assertThat(turns(1, 1, 1)).containsExactly(0, 1, 2, 0, 1, 2, 0);
  }

  @Test
  void replicaSet_someWeights_isSmooth() {
    assertThat(turns(1, 0, 1)).containsExactly(0, 2, 0, 2, 0, 2, 0);
    assertThat(turns(1, 0.5, 0.5)).containsExactly(0, 1, 2, 0, 0, 1, 2);
  }

  @Test
  void replicaSet_noWeightAtAll_rejects() {
    ReplicaSet set = new ReplicaSet(List.of(pool));
    set.setWeight(0, 0);

    assertThat(set.offer(attempts.open(0, 0, 0))).isEqualTo(Service.Door.REJECTED);
  }

  private List<Integer> turns(double... weights) {
    List<ServerPool> pools = List.of(pool(100, 0), pool(100, 0), pool(100, 0));
    ReplicaSet set = new ReplicaSet(pools);
    for (int replica = 0; replica < weights.length; replica++) {
      set.setWeight(replica, weights[replica]);
    }
    List<Integer> turns = new ArrayList<>();
    for (int attempt = 0; attempt < 7; attempt++) {
      List<Integer> before = pools.stream().map(ServerPool::running).toList();
      set.offer(attempts.open(attempt, 0, 0));
      for (int replica = 0; replica < 3; replica++) {
        if (pools.get(replica).running() > before.get(replica)) {
          turns.add(replica);
        }
      }
    }
    return turns;
  }

  private ServerPool pool(int servers, int queue) {
    return new ServerPool(
        world,
        attempts,
        new PoolSpec(servers, queue, ServiceTime.fixed(1)),
        new OwnWork(world, attempts, ServiceTime.fixed(1), 0),
        (attempt, well) -> {
          answers.add(attempts.request(attempt) + "@" + world.loop().nowSeconds());
          return well;
        });
  }

  private List<Service.Door> offer(int number) {
    List<Service.Door> doors = new ArrayList<>();
    for (int offered = 0; offered < number; offered++) {
      doors.add(pool.offer(attempts.open(attempts.used(), 0, world.loop().nowNanos())));
    }
    return doors;
  }

  private void run(double untilSeconds) {
    world.loop().runUntil(VirtualTime.nanos(untilSeconds));
  }
}
