package dev.homeostat.sim.plant;

import java.util.Arrays;
import java.util.List;

/**
 * A rate of arrivals over time that is linear between points; two points of one time make a step.
 * Before the first point the rate is its, after the last one it stays.
 *
 * <p>Poisson arrivals come by inversion: the next one is where the area under the curve has grown
 * by an exponential amount (Cinlar, Introduction to Stochastic Processes, 1975, section 4.7).
 */
public final class RateCurve {

  /** The rate at a time. */
  public record Point(double seconds, double perSecond) {

    public Point {
      if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)
          || !(perSecond >= 0 && perSecond < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected a time and a rate that are finite and not negative, found "
                + seconds
                + " s and "
                + perSecond
                + "/s");
      }
    }
  }

  private final double[] seconds;
  private final double[] rates;

  /** The curve through some points, which are in the order of their times. */
  public RateCurve(List<Point> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("expected at least one point of a rate, found none");
    }
    seconds = points.stream().mapToDouble(Point::seconds).toArray();
    rates = points.stream().mapToDouble(Point::perSecond).toArray();
    for (int point = 1; point < seconds.length; point++) {
      if (seconds[point] < seconds[point - 1]) {
        throw new IllegalArgumentException(
            "expected points in the order of time, found "
                + seconds[point]
                + " s after "
                + seconds[point - 1]
                + " s");
      }
    }
  }

  /** The rate at a time; at a step, the rate after it. */
  public double at(double time) {
    int next = firstAfter(time);
    if (next == 0) {
      return rates[0];
    }
    if (next == seconds.length) {
      return rates[next - 1];
    }
    double share = (time - seconds[next - 1]) / (seconds[next] - seconds[next - 1]);
    return rates[next - 1] + share * (rates[next] - rates[next - 1]);
  }

  /**
   * Where the area that begins at a time reaches an amount; infinite where it never does.
   *
   * @param area how many arrivals are expected in between
   */
  double afterArea(double from, double area) {
    if (area <= 0) {
      return from;
    }
    double time = from;
    double left = area;
    for (int next = firstAfter(from); next < seconds.length; next++) {
      double width = seconds[next] - time;
      double rate = at(time);
      double slope = width == 0 || next == 0 ? 0 : (rates[next] - rate) / width;
      double within = rate * width + slope * width * width / 2;
      if (within >= left) {
        return time + Math.min(width, distance(rate, slope, left));
      }
      left -= within;
      time = seconds[next];
    }
    return time + left / rates[rates.length - 1];
  }

  /** Where {@code rate d + slope d^2 / 2} is an area, in the form that does not cancel. */
  private static double distance(double rate, double slope, double area) {
    double root = StrictMath.sqrt(Math.max(0, rate * rate + 2 * slope * area));
    return 2 * area / (rate + root);
  }

  private int firstAfter(double time) {
    int found = Arrays.binarySearch(seconds, time);
    int next = found < 0 ? -found - 1 : found + 1;
    while (next < seconds.length && seconds[next] <= time) {
      next++;
    }
    return next;
  }
}
