package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients before a service that does what the test says. */
class ClientsTest {

  private static final double END_SECONDS = 1_000;

  private final World world = World.of(1, END_SECONDS);
  private final Attempts attempts = new Attempts();
  private final List<String> sent = new ArrayList<>();
  private final List<Integer> taken = new ArrayList<>();
  private Service.Door door = Service.Door.TAKEN;

  @Test
  void send_noAnswer_resendsAtEachTimeOutAndGivesUp() {
    clients(ClientPolicy.eager(3, 2)).request(0);

    run(100);

    assertThat(sent).containsExactly("0.0@0.0", "0.1@3.0", "0.2@6.0");
    assertThat(world.meter().failures()).isEqualTo(1);
  }

  @Test
  void answered_inTime_succeeds() {
    Clients clients = clients(ClientPolicy.eager(3, 2));
    clients.request(0);
    run(2.9);

    assertThat(clients.answered(taken.get(0), true)).isTrue();
    run(100);

    assertThat(sent).hasSize(1);
    assertThat(world.meter().successes()).isEqualTo(1);
    assertThat(attempts.used()).isZero();
  }

  /** What is late is wasted, though a resend of the same request is under way. */
  @Test
  void answered_late_doesNotSucceed() {
    Clients clients = clients(ClientPolicy.eager(3, 1));
    clients.request(0);
    run(3.1);

    assertThat(clients.answered(taken.get(0), true)).isFalse();
    assertThat(clients.answered(taken.get(1), true)).isTrue();
    run(100);

    assertThat(world.meter().successes()).isEqualTo(1);
    assertThat(world.meter().failures()).isZero();
    assertThat(attempts.used()).isZero();
  }

  @Test
  void series_attemptsOfAllFates_countEach() {
    Clients clients = clients(ClientPolicy.eager(3, 2));
    clients.request(0);
    run(3.5);
    door = Service.Door.REJECTED;
    clients.answered(taken.get(1), false);
    clients.request(1);
    door = Service.Door.ANSWERED;
    run(100);

    assertThat(read("attempts_total")).isEqualTo(5);
    assertThat(read("attempts_timed_out_total")).isEqualTo(1);
    assertThat(read("attempts_rejected_total")).isEqualTo(2);
    assertThat(read("attempts_failed_total")).isEqualTo(4);
    assertThat(read("requests_total")).isEqualTo(2);
    assertThat(read("requests_failed_total")).isEqualTo(1);
    assertThat(read("request_seconds_bucket{le=\"0.005\"}")).isEqualTo(1);
  }

  @Test
  void series_latencies_countUpToTheirBound() {
    Clients clients = clients(ClientPolicy.eager(20, 0));
    for (int request = 0; request < 3; request++) {
      clients.request(request);
    }
    run(0.25);
    clients.answered(taken.get(0), true);
    run(0.26);
    clients.answered(taken.get(1), true);
    run(11);
    clients.answered(taken.get(2), true);

    assertThat(read("request_seconds_bucket{le=\"0.1\"}")).isZero();
    assertThat(read("request_seconds_bucket{le=\"0.25\"}")).isEqualTo(1);
    assertThat(read("request_seconds_bucket{le=\"0.5\"}")).isEqualTo(2);
    assertThat(read("request_seconds_bucket{le=\"10.0\"}")).isEqualTo(2);
    assertThat(read("request_seconds_bucket{le=\"+Inf\"}")).isEqualTo(3);
  }

  private double read(String name) {
    return world.series().read(world.series().indexOf(name));
  }

  @Test
  void answered_withAnError_resendsAtOnce() {
    Clients clients = clients(ClientPolicy.eager(3, 1));
    clients.request(0);
    run(1);

    assertThat(clients.answered(taken.get(0), false)).isFalse();

    assertThat(sent).containsExactly("0.0@0.0", "0.1@1.0");
  }

  @Test
  void send_rejected_resendsAfterAMillisecond() {
    door = Service.Door.REJECTED;
    clients(ClientPolicy.eager(3, 2).with(BackOff.fullJitter(20, 40))).request(0);

    run(100);

    assertThat(sent).containsExactly("0.0@0.0", "0.1@0.001", "0.2@0.002");
    assertThat(world.meter().failures()).isEqualTo(1);
    assertThat(attempts.used()).isZero();
  }

  @Test
  void send_answeredAtTheDoor_succeedsAtOnce() {
    door = Service.Door.ANSWERED;
    clients(ClientPolicy.eager(3, 2)).request(0);

    assertThat(world.meter().successes()).isEqualTo(1);
    assertThat(attempts.used()).isZero();
    assertThat(world.loop().pending()).isZero();
  }

  @Test
  void resends_setWhileARequestIsUnderWay_holdsForIt() {
    clients(ClientPolicy.eager(3, 4)).request(0);
    run(4);

    world.knobs().set("resends", 1);
    run(100);

    assertThat(sent).hasSize(2);
  }

  @Test
  void send_constantBackOff_waitsInBetween() {
    clients(ClientPolicy.eager(3, 2).with(new BackOff(2, 2, 100, 0))).request(0);

    run(100);

    assertThat(sent).containsExactly("0.0@0.0", "0.1@5.0", "0.2@12.0");
  }

  /** Even draws from 0 to 20 and to 40 have the means 10 and 20; four deviations over 2,000. */
  @Test
  void waitNanos_fullJitter_isEvenUpToItsBound() {
    BackOff backOff = BackOff.fullJitter(20, 40);

    assertThat(meanWait(backOff, 1)).isBetween(10 - 0.52, 10 + 0.52);
    assertThat(meanWait(backOff, 2)).isBetween(20 - 1.04, 20 + 1.04);
    assertThat(meanWait(backOff, 3)).isBetween(20 - 1.04, 20 + 1.04);
  }

  private double meanWait(BackOff backOff, int number) {
    double sum = 0;
    for (int request = 0; request < 2_000; request++) {
      double wait = VirtualTime.seconds(backOff.waitNanos(world.random(), request, number));
      assertThat(wait).isBetween(0.0, Math.min(40, 20 * StrictMath.pow(2, number - 1)));
      sum += wait;
    }
    return sum / 2_000;
  }

  /** The bucket holds 100 at first; 1000 requests, a fifth each, fill it again and no more. */
  @Test
  void resend_withABudget_isAsOftenAsItSays() {
    Clients clients = clients(ClientPolicy.eager(3, 4).withBudget(0.2));
    for (int request = 0; request < 100; request++) {
      clients.request(request);
    }
    run(10);
    assertThat(sent).as("the bucket was full").hasSize(200);
    for (int request = 100; request < 1_100; request++) {
      clients.request(request);
    }
    run(30);

    assertThat(sent.size() - 1_200).as("a full bucket holds 100").isEqualTo(100);
    world.knobs().set("retryBudgetRatio", 0);
    clients.request(1_200);
    run(60);
    assertThat(sent).hasSize(1_301);
  }

  @Test
  void breaker_failuresInARow_opensAndLetsOneThroughLater() {
    Clients clients = clients(ClientPolicy.eager(1, 0).with(new BreakerPolicy(3, 10)));
    for (int second = 0; second < 20; second++) {
      run(second * 2);
      clients.request(second);
    }

    assertThat(sent)
        .containsExactly("0.0@0.0", "1.0@2.0", "2.0@4.0", "8.0@16.0", "13.0@26.0", "18.0@36.0");
  }

  @Test
  void breaker_probeSucceeds_closes() {
    Clients clients = clients(ClientPolicy.eager(1, 0).with(new BreakerPolicy(1, 10)));
    clients.request(0);
    run(12);
    clients.request(1);
    clients.answered(taken.get(1), true);
    clients.request(2);
    clients.request(3);

    assertThat(sent).hasSize(4);
  }

  @Test
  void clientPolicy_valuesThatCannotBe_areRefused() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ClientPolicy.eager(wrong, 0));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ClientPolicy.eager(1, 0).withBudget(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(wrong, 2, 10, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(1, wrong, 10, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(1, 2, wrong, 1));
      assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(1, 2, 10, wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> new BreakerPolicy(1, wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> ClientPolicy.eager(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> ClientPolicy.eager(1, 101));
    assertThatIllegalArgumentException().isThrownBy(() -> new BreakerPolicy(0, 1));
  }

  private Clients clients(ClientPolicy policy) {
    Clients clients = new Clients(world, attempts, policy);
    clients.connect(
        attempt -> {
          sent.add(
              attempts.request(attempt)
                  + "."
                  + attempts.number(attempt)
                  + "@"
                  + world.loop().nowSeconds());
          if (door == Service.Door.TAKEN) {
            taken.add(attempt);
          }
          return door;
        });
    return clients;
  }

  private void run(double untilSeconds) {
    world.loop().runUntil(VirtualTime.nanos(untilSeconds));
  }
}
