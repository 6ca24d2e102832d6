package dev.homeostat.slo.budget;

import dev.homeostat.slo.CountAnomaly;
import dev.homeostat.slo.EventCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts of one service in slots of one length, usually five minutes. A longer window is the sum of
 * its slots and never a mean of their ratios, so that every event weighs the same.
 *
 * @param slotMillis length of a slot, above 0
 * @param endMillis end of the last slot, milliseconds since the epoch
 * @param slots oldest first; {@link EventCounts#MISSING} where the source has nothing
 */
public record CountSeries(long slotMillis, long endMillis, List<EventCounts> slots) {

  public CountSeries {
    if (slotMillis <= 0) {
      throw new IllegalArgumentException("a slot takes time: " + slotMillis + " ms");
    }
    slots = List.copyOf(slots);
  }

  /** When the first slot starts. */
  public long startMillis() {
    return endMillis - slots.size() * slotMillis;
  }

  /**
   * The newest events.
   *
   * @param windowMillis a multiple of the slot, one at least
   */
  public WindowCounts last(long windowMillis) {
    if (windowMillis < slotMillis || windowMillis % slotMillis != 0) {
      throw new IllegalArgumentException(
          "a window of " + windowMillis + " ms is no multiple of slots of " + slotMillis + " ms");
    }
    return since(endMillis - windowMillis);
  }

  /** The events of the slots that start at a time or later. */
  public WindowCounts since(long fromMillis) {
    EventCounts sum = EventCounts.NONE;
    List<SlotAnomaly> anomalies = new ArrayList<>();
    int firstHeld = slots.size();
    int used = 0;
    for (int i = firstSince(fromMillis); i < slots.size(); i++) {
      EventCounts slot = slots.get(i);
      if (!slot.present()) {
        continue;
      }
      firstHeld = Math.min(firstHeld, i);
      CountAnomaly anomaly = slot.anomaly();
      if (anomaly == null) {
        sum = sum.plus(slot);
        used++;
      } else {
        anomalies.add(new SlotAnomaly(startOf(i), anomaly, slot));
      }
    }
    long span = (long) slots.size() - firstHeld;
    return new WindowCounts(
        used == 0 ? EventCounts.MISSING : sum,
        span * slotMillis,
        (span - used) * slotMillis,
        anomalies);
  }

  /** When a slot starts. */
  long startOf(int slot) {
    return startMillis() + slot * slotMillis;
  }

  /** Index of the first slot that starts at a time or later. */
  int firstSince(long fromMillis) {
    long before = Math.max(0, fromMillis - startMillis());
    return (int) Math.min(slots.size(), (before + slotMillis - 1) / slotMillis);
  }
}
