package dev.homeostat.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients of one copy of the service experienced.
 *
 * @param goodputRatio requests succeeded to requests arrived
 * @param errors attempts that failed
 * @param budgetSpentRatio errors to the errors that the objective allows
 * @param recoverySeconds from the start of the dip to lasting recovery; null where it never came
 * @param writes settings that were written
 */
public record Figures(
    double goodputRatio,
    long errors,
    double budgetSpentRatio,
    @Nullable Integer recoverySeconds,
    long writes) {

  private static final int WINDOW_SECONDS = 5;
  private static final int LASTING_SECONDS = 15;
  private static final double WELL = 0.95;

  /**
   * What a load generator reports: counts a second of arrival.
   *
   * @param arrived requests that arrived
   * @param succeeded requests among them that succeeded in the end
   * @param latencyMicros of those that succeeded, from arrival to answer, summed up
   * @param attempts attempts for them
   * @param attemptErrors attempts that failed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Load(
      List<Long> arrived,
      List<Long> succeeded,
      List<Long> latencyMicros,
      long attempts,
      long attemptErrors) {}

  static Figures of(Load load, double objective, Timeline timeline, long writes) {
    long arrived = load.arrived().stream().mapToLong(Long::longValue).sum();
    long succeeded = load.succeeded().stream().mapToLong(Long::longValue).sum();
    return new Figures(
        arrived == 0 ? 0 : (double) succeeded / arrived,
        load.attemptErrors(),
        load.attempts() == 0 ? 0 : load.attemptErrors() / ((1 - objective) * load.attempts()),
        recoverySeconds(load, timeline.dipAtSeconds()),
        writes);
  }

  /** Recovered: in every window of 5 s at least 95 % of the arrivals succeed, for 15 s. */
  static @Nullable Integer recoverySeconds(Load load, int faultAtSeconds) {
    int end = Math.min(load.arrived().size(), load.succeeded().size());
    int wellFor = 0;
    for (int start = faultAtSeconds; start + WINDOW_SECONDS <= end; start++) {
      long arrived = 0;
      long succeeded = 0;
      for (int second = start; second < start + WINDOW_SECONDS; second++) {
        arrived += load.arrived().get(second);
        succeeded += load.succeeded().get(second);
      }
      wellFor = succeeded >= WELL * arrived ? wellFor + 1 : 0;
      if (wellFor == LASTING_SECONDS - WINDOW_SECONDS + 1) {
        return start - wellFor + 1 - faultAtSeconds;
      }
    }
    return null;
  }
}
