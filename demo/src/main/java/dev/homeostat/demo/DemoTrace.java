package dev.homeostat.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What a report draws of a run, a value a second from second 0 on; what is not known is no number.
 *
 * @param arrived requests of each second; both copies got the same
 * @param without what became of them in the copy that nobody helped
 * @param with what became of them in the copy under Homeostat
 * @param limit the setting in force in the copy under Homeostat
 */
public record DemoTrace(List<Double> arrived, Curve without, Curve with, List<Double> limit) {

  private static final double MICROS = 1e6;

  /**
   * One copy.
   *
   * @param succeeded requests of each second of arrival that succeeded in the end
   * @param meanLatencySeconds of those, from arrival to answer
   */
  public record Curve(List<Double> succeeded, List<Double> meanLatencySeconds) {

    static Curve of(Figures.Load load) {
      List<Double> latencies = new ArrayList<>();
      for (int second = 0; second < load.latencyMicros().size(); second++) {
        long succeeded = load.succeeded().get(second);
        latencies.add(
            succeeded == 0 ? Double.NaN : load.latencyMicros().get(second) / MICROS / succeeded);
      }
      return new Curve(numbers(load.succeeded()), latencies);
    }
  }

  static DemoTrace of(Figures.Load without, Figures.Load with, List<Double> limit) {
    return new DemoTrace(
        numbers(with.arrived()), Curve.of(without), Curve.of(with), List.copyOf(limit));
  }

  private static List<Double> numbers(List<Long> counts) {
    return counts.stream().map(Long::doubleValue).toList();
  }
}
