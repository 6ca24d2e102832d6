package dev.homeostat.slo.budget;

import dev.homeostat.slo.EventCounts;
import java.util.List;

/**
 * The events of some slots, each once.
 *
 * @param counts their sum; {@link EventCounts#MISSING} where no slot has any that can be used
 * @param spanMillis from the start of the first slot that has data to the end of the window
 * @param gapMillis part of that span without data that can be used
 * @param anomalies slots left out because their counts cannot be
 */
public record WindowCounts(
    EventCounts counts, long spanMillis, long gapMillis, List<SlotAnomaly> anomalies) {

  public WindowCounts {
    anomalies = List.copyOf(anomalies);
  }
}
