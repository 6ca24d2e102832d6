package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import java.util.ArrayList;
import java.util.List;

/** How the rate of arrivals changes over time. */
public sealed interface Demand {

  /** The rate in one run. */
  RateCurve curve(RandomStreams random, double endSeconds);

  /** Always the same rate. */
  static Demand constant(double perSecond) {
    return new Points(List.of(new RateCurve.Point(0, perSecond)));
  }

  /** One rate, and another one during a spike. */
  static Demand spike(
      double perSecond, double spikePerSecond, double fromSeconds, double toSeconds) {
    return new Points(
        List.of(
            new RateCurve.Point(0, perSecond),
            new RateCurve.Point(fromSeconds, perSecond),
            new RateCurve.Point(fromSeconds, spikePerSecond),
            new RateCurve.Point(toSeconds, spikePerSecond),
            new RateCurve.Point(toSeconds, perSecond)));
  }

  /** One rate, and another one from a time on. */
  static Demand step(double perSecond, double laterPerSecond, double atSeconds) {
    return new Points(
        List.of(
            new RateCurve.Point(0, perSecond),
            new RateCurve.Point(atSeconds, perSecond),
            new RateCurve.Point(atSeconds, laterPerSecond)));
  }

  /** A rate that is linear between points. */
  static Demand ramp(List<RateCurve.Point> points) {
    return new Points(points);
  }

  /** Rates that were recorded, each of them held for a step; the last one stays. */
  static Demand recorded(double stepSeconds, List<Double> perSecond) {
    if (!(stepSeconds > 0)) {
      throw new IllegalArgumentException("expected a positive step, found " + stepSeconds + " s");
    }
    return new Points(stairs(stepSeconds, perSecond));
  }

  /** A rate that is the same in every run. */
  record Points(List<RateCurve.Point> points) implements Demand {

    public Points {
      points = List.copyOf(points);
    }

    @Override
    public RateCurve curve(RandomStreams random, double endSeconds) {
      return new RateCurve(points);
    }
  }

  /**
   * A day: {@code (mean + swing sin(2 pi t / period)) (1 + x)}, where {@code x} is autoregressive
   * of order 1 with one step a second, {@code x' = phi x + sqrt(1 - phi^2) deviation z}.
   *
   * @param meanPerSecond rate in the middle
   * @param swingPerSecond how far it goes up and down
   * @param periodSeconds length of the day
   * @param phi how much of the noise stays from second to second
   * @param deviation standard deviation of the noise, as a share of the rate
   */
  record Diurnal(
      double meanPerSecond,
      double swingPerSecond,
      double periodSeconds,
      double phi,
      double deviation)
      implements Demand {

    public Diurnal {
      if (!(swingPerSecond >= 0
          && meanPerSecond >= swingPerSecond
          && meanPerSecond < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected 0 <= swing <= mean, found " + swingPerSecond + " and " + meanPerSecond);
      }
      if (!(periodSeconds > 0 && periodSeconds < Double.POSITIVE_INFINITY)
          || !(phi >= 0 && phi < 1)
          || !(deviation >= 0 && deviation <= 1)) {
        throw new IllegalArgumentException(
            "expected a positive period, phi below 1 and a deviation of at most 1, found "
                + periodSeconds
                + " s, "
                + phi
                + " and "
                + deviation);
      }
    }

    @Override
    public RateCurve curve(RandomStreams random, double endSeconds) {
      int seconds = (int) Math.ceil(endSeconds);
      List<Double> rates = new ArrayList<>(seconds);
      double noise = deviation * random.normal(Purpose.DEMAND, 0);
      for (int second = 0; second < seconds; second++) {
        double angle = 2 * StrictMath.PI * second / periodSeconds;
        double smooth = meanPerSecond + swingPerSecond * StrictMath.sin(angle);
        rates.add(Math.max(0, smooth * (1 + noise)));
        double fresh = deviation * random.normal(Purpose.DEMAND, second + 1L);
        noise = phi * noise + StrictMath.sqrt(1 - phi * phi) * fresh;
      }
      return new RateCurve(stairs(1, rates));
    }
  }

  private static List<RateCurve.Point> stairs(double stepSeconds, List<Double> perSecond) {
    List<RateCurve.Point> points = new ArrayList<>(2 * perSecond.size());
    for (int step = 0; step < perSecond.size(); step++) {
      if (step > 0) {
        points.add(new RateCurve.Point(step * stepSeconds, perSecond.get(step - 1)));
      }
      points.add(new RateCurve.Point(step * stepSeconds, perSecond.get(step)));
    }
    return points;
  }
}
