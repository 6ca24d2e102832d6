package dev.homeostat.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private final EventLoop loop = new EventLoop();
  private final List<String> seen = new ArrayList<>();

  @Test
  void runUntil_eventsOfOneTime_keepsTheOrderOfScheduling() {
    int first = loop.register(data -> seen.add("a" + data));
    int second = loop.registerOrdered(data -> seen.add("b" + data));
    loop.at(5, second, 1);
    loop.at(5, first, 2);
    loop.at(5, second, 3);
    loop.at(5, first, 4);

    loop.runUntil(5);

    assertThat(seen).containsExactly("b1", "a2", "b3", "a4");
  }

  @Test
  void runUntil_laterEvents_stayPending() {
    int port = loop.register(data -> seen.add(data + "@" + loop.nowNanos()));
    loop.at(10, port, 1);
    loop.at(11, port, 2);

    loop.runUntil(10);

    assertThat(seen).containsExactly("1@10");
    assertThat(loop.nowNanos()).isEqualTo(10);
    assertThat(loop.pending()).isEqualTo(1);
    assertThat(loop.handled()).isEqualTo(1);
  }

  @Test
  void runUntil_noEvents_movesTheClock() {
    loop.runUntil(7);

    assertThat(loop.nowNanos()).isEqualTo(7);
    assertThat(loop.nowSeconds()).isEqualTo(7e-9);
  }

  @Test
  void after_handlerSchedulesForNow_isHandledAfterWhatWasThere() {
    int late = loop.register(data -> seen.add("late"));
    int first =
        loop.register(
            data -> {
              seen.add("first");
              loop.after(0, late, 0);
            });
    int other = loop.register(data -> seen.add("other"));
    loop.at(1, first, 0);
    loop.at(1, other, 0);

    loop.runUntil(1);

    assertThat(seen).containsExactly("first", "other", "late");
  }

  @Test
  void at_negativeDatum_arrivesAsItIs() {
    int port = loop.register(data -> seen.add("" + data));
    loop.at(1, port, -1);
    loop.at(2, port, Integer.MIN_VALUE);

    loop.runUntil(2);

    assertThat(seen).containsExactly("-1", "-2147483648");
  }

  @Test
  void at_timeThatIsOver_isRefused() {
    int port = loop.register(data -> {});
    loop.runUntil(10);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> loop.at(9, port, 0))
        .withMessageContaining("from 10 ns on, found 9");
    assertThatIllegalArgumentException().isThrownBy(() -> loop.after(-1, port, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loop.after(EventLoop.LONGEST_NANOS + 1, port, 0));
  }

  @Test
  void digest_otherTimeDatumOrOrder_differs() {
    assertThat(digest(1, 2)).isEqualTo(digest(1, 2));
    assertThat(List.of(digest(2, 1), digest(1, 3), digest(0, 2)))
        .doesNotContain(digest(1, 2))
        .doesNotHaveDuplicates();
  }

  private static long digest(int first, int second) {
    EventLoop loop = new EventLoop();
    int port = loop.register(data -> {});
    loop.at(5, port, first);
    loop.at(6, port, second);
    loop.runUntil(6);
    return loop.digest();
  }

  @Test
  void nanos_secondsThatAreNoTime_areRefused() {
    assertThat(VirtualTime.nanos(0.001)).isEqualTo(1_000_000);
    assertThat(VirtualTime.seconds(1_500_000_000)).isEqualTo(1.5);
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, 1e12}) {
      assertThatIllegalArgumentException().isThrownBy(() -> VirtualTime.nanos(wrong));
    }
  }
}
