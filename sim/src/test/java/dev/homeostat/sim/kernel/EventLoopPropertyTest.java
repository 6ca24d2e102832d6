package dev.homeostat.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The order of events, against the queue of the JDK. */
class EventLoopPropertyTest {

  private static final int HORIZON_NANOS = 40;

  record Event(long atNanos, int sequence) {}

  /** Few times and many events, so that most share their time with others. */
  @Property(tries = 500)
  void runUntil_anyEvents_handlesThemInTheOrderOfTimeAndSequence(
      @ForAll @Size(max = 400) List<@IntRange(max = HORIZON_NANOS) Integer> times) {
    EventLoop loop = new EventLoop();
    List<Integer> handled = new ArrayList<>();
    int[] ports = {loop.register(handled::add), loop.registerOrdered(handled::add)};
    PriorityQueue<Event> expected =
        new PriorityQueue<>(
            Comparator.comparingLong(Event::atNanos).thenComparingInt(Event::sequence));

    for (int sequence = 0; sequence < times.size(); sequence++) {
      int atNanos = times.get(sequence);
      loop.at(atNanos, ports[sequence % ports.length], sequence);
      expected.add(new Event(atNanos, sequence));
    }
    loop.runUntil(HORIZON_NANOS);

    assertThat(handled).isEqualTo(drained(expected));
    assertThat(loop.pending()).isZero();
  }

  /** Every event schedules others, as in a run; delays repeat, so that a lane is filled. */
  @Property(tries = 200)
  void runUntil_handlersThatSchedule_keepTheOrder(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 9) Integer> delays) {
    List<Long> times = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    EventLoop loop = new EventLoop();
    int[] ports = new int[2];
    int[] scheduled = {0};
    EventHandler handler =
        data -> {
          times.add(loop.nowNanos());
          order.add(data);
          for (int child = 0; child < 2 && scheduled[0] < 300; child++) {
            int number = scheduled[0]++;
            loop.after(delays.get(number % delays.size()), ports[number % 2], number);
          }
        };
    ports[0] = loop.register(handler);
    ports[1] = loop.registerOrdered(handler);

    loop.at(0, ports[0], scheduled[0]++);
    loop.runUntil(10_000);

    assertThat(order).hasSize(300).doesNotHaveDuplicates();
    for (int event = 1; event < times.size(); event++) {
      boolean inOrder =
          times.get(event - 1) < times.get(event)
              || (times.get(event - 1).equals(times.get(event))
                  && order.get(event - 1) < order.get(event));
      assertThat(inOrder).as("event %d after %d", order.get(event), order.get(event - 1)).isTrue();
    }
  }

  private static List<Integer> drained(PriorityQueue<Event> queue) {
    List<Integer> sequences = new ArrayList<>();
    while (!queue.isEmpty()) {
      sequences.add(queue.remove().sequence());
    }
    return sequences;
  }
}
