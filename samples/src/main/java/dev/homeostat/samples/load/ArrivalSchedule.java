package dev.homeostat.samples.load;

import dev.homeostat.samples.KeyedRandom;
import java.util.Optional;

/** Poisson arrivals that depend on the plan alone, so that two runs of a seed send alike. */
final class ArrivalSchedule {
  private static final double NANOS_PER_SECOND = 1e9;

  private final ArrivalPlan plan;
  private final KeyedRandom gaps;
  private final KeyedRandom orders;
  private long request;
  private double atSeconds;

  ArrivalSchedule(ArrivalPlan plan) {
    this.plan = plan;
    this.gaps = new KeyedRandom(plan.seed(), KeyedRandom.Purpose.ARRIVAL);
    this.orders = new KeyedRandom(plan.seed(), KeyedRandom.Purpose.ORDER);
    this.atSeconds = -plan.warmUpSeconds();
  }

  /** The next arrival, empty after the end of the run. */
  Optional<Arrival> next() {
    atSeconds += gaps.exponential(request, 0) / plan.ratePerSecond();
    if (atSeconds >= plan.durationSeconds()) {
      return Optional.empty();
    }
    Arrival arrival =
        new Arrival(request, order(), (long) Math.floor(atSeconds * NANOS_PER_SECOND));
    request++;
    return Optional.of(arrival);
  }

  private long order() {
    if (plan.distinctOrders() == 0) {
      return request;
    }
    // The draw may be exactly 1, which would name an order too many.
    long order = (long) (orders.uniform(request, 0) * plan.distinctOrders());
    return Math.min(order, plan.distinctOrders() - 1);
  }
}
