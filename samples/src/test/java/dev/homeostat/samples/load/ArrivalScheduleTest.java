package dev.homeostat.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
  private static List<Arrival> arrivals(ArrivalPlan plan) {
    ArrivalSchedule schedule = new ArrivalSchedule(plan);
    List<Arrival> arrivals = new ArrayList<>();
    for (Optional<Arrival> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      arrivals.add(next.get());
    }
    return arrivals;
  }

  @Test
  void next_sameSeed_isSameSchedule() {
    ArrivalPlan plan = new ArrivalPlan(5, 150, 5, 60, 0);

    assertThat(arrivals(plan)).isEqualTo(arrivals(plan));
    assertThat(arrivals(plan)).isNotEqualTo(arrivals(new ArrivalPlan(6, 150, 5, 60, 0)));
  }

  @Test
  void next_wholeRun_isOrderedAndWithinWarmUpAndDuration() {
    List<Arrival> arrivals = arrivals(new ArrivalPlan(5, 150, 5, 60, 0));

    assertThat(arrivals).extracting(Arrival::atNanos).isSorted();
    assertThat(arrivals.get(0).atNanos()).isBetween(-5_000_000_000L, -4_800_000_000L);
    assertThat(arrivals.get(arrivals.size() - 1).second()).isEqualTo(59);
    assertThat(arrivals).extracting(Arrival::order).doesNotHaveDuplicates();
  }

  /** A Poisson count of mean 150,000 has a standard deviation of 387; 4 of them pass. */
  @Test
  void next_longRun_hasPoissonMeanAndVariance() {
    List<Arrival> arrivals = arrivals(new ArrivalPlan(9, 150, 0, 1_000, 0));
    int[] counts = new int[1_000];
    arrivals.forEach(arrival -> counts[arrival.second()]++);
    double variance = 0;
    for (int count : counts) {
      variance += (count - 150.0) * (count - 150.0) / counts.length;
    }

    assertThat(arrivals.size()).isBetween(150_000 - 1_548, 150_000 + 1_548);
    assertThat(variance).isBetween(120.0, 180.0);
  }

  @Test
  void next_distinctOrders_areUniformWithinTheirNumber() {
    List<Arrival> arrivals = arrivals(new ArrivalPlan(5, 1_000, 0, 10, 4));
    int[] counts = new int[4];
    arrivals.forEach(arrival -> counts[(int) arrival.order()]++);

    for (int count : counts) {
      assertThat(count).isBetween(2_250, 2_750);
    }
  }
}
