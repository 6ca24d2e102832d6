package dev.homeostat.slo.budget;

import dev.homeostat.slo.EventCounts;

/**
 * The slices of a period, which start at multiples of their length, so that a rolling period does
 * not cut them anew at every look.
 */
final class Slices {

  private final CountSeries series;
  private final int first;

  Slices(CountSeries series, long fromMillis) {
    this.series = series;
    this.first = series.firstSince(fromMillis);
  }

  /** What a method counts as bad, and how many slices it looks at. */
  EventCounts count(BudgetMethod method) {
    long sliceMillis = method.sliceMillis();
    if (sliceMillis % series.slotMillis() != 0) {
      throw new IllegalArgumentException(
          "slices of "
              + sliceMillis
              + " ms cannot be made of slots of "
              + series.slotMillis()
              + " ms; count in slots that divide them");
    }
    EventCounts units = EventCounts.NONE;
    EventCounts slice = EventCounts.NONE;
    for (int i = first; i < series.slots().size(); i++) {
      EventCounts slot = series.slots().get(i);
      if (slot.anomaly() == null) {
        slice = slice.plus(slot);
      }
      boolean last = i == series.slots().size() - 1;
      if (last || sliceOf(i, sliceMillis) != sliceOf(i + 1, sliceMillis)) {
        units = slice.total() == 0 ? units : units.plus(judged(method, slice));
        slice = EventCounts.NONE;
      }
    }
    return units;
  }

  private long sliceOf(int slot, long sliceMillis) {
    return Math.floorDiv(series.startOf(slot), sliceMillis);
  }

  private static EventCounts judged(BudgetMethod method, EventCounts slice) {
    if (method instanceof BudgetMethod.Timeslices timeslices) {
      double successRatio = (slice.total() - slice.errors()) / slice.total();
      return new EventCounts(successRatio < timeslices.sliceTarget() ? 1 : 0, 1);
    }
    return new EventCounts(slice.errorRatio(), 1);
  }
}
