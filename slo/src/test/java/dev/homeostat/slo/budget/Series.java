package dev.homeostat.slo.budget;

import dev.homeostat.slo.EventCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Series of five-minute slots for tests, written from the oldest slot on. */
final class Series {

  static final long MINUTE_MILLIS = 60_000;
  static final long SLOT_MILLIS = 5 * MINUTE_MILLIS;
  static final long HOUR_MILLIS = 12 * SLOT_MILLIS;
  static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  /** A midnight: 2026-01-01T00:00:00Z. */
  static final long START_MILLIS = 1_767_225_600_000L;

  private final List<EventCounts> slots = new ArrayList<>();

  Series slots(int count, double errors, double total) {
    slots.addAll(Collections.nCopies(count, new EventCounts(errors, total)));
    return this;
  }

  Series missing(int count) {
    slots.addAll(Collections.nCopies(count, EventCounts.MISSING));
    return this;
  }

  /** Whole days, each slot alike. */
  Series days(int count, double errors, double total) {
    return slots(count * 288, errors, total);
  }

  CountSeries counted() {
    return slotsOf(SLOT_MILLIS);
  }

  CountSeries slotsOf(long slotMillis) {
    return new CountSeries(slotMillis, START_MILLIS + slots.size() * slotMillis, slots);
  }
}
