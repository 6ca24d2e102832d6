package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidTerms;
import java.util.function.DoubleUnaryOperator;

/**
 * Stability and margins of a loop, computed from its frequency response with the dead time itself.
 *
 * <pre>{@code
 * L(iw) = C(iw) G(iw),  Ms = max |1 / (1 + L)|
 * gain margin = 1 / |L| where arg L = -180 degrees
 * phase margin = 180 degrees + arg L where |L| = 1
 * }</pre>
 *
 * <p>Stable by Nyquist's criterion: the process is stable and the law adds at most one integrator,
 * so on the way from the lowest frequency to the highest {@code 1 + L} must turn as if it came
 * straight from its first direction to 1. Frequencies run in steps that are even on a logarithmic
 * scale and never turn the dead time by more than a fifth of a radian; crossings and the maximum
 * are then found between two of them by bisection and by the golden section.
 *
 * <p>Source: Nyquist, Regeneration Theory (1932); Astrom and Hagglund, Advanced PID Control (2006),
 * section 4.
 *
 * <p>Regimes. Right for the linear loop near its setpoint. It knows no bound, slew rate, quantum or
 * deadband, and of the sampling only what {@link FirstOrderModel#sampledEvery} adds to the dead
 * time.
 */
public final class LoopAnalysis {

  private static final double TURN_PER_STEP = 0.2;
  private static final double RATIO_PER_STEP = 1.01;
  private static final int MOST_STEPS = 1_000_000;

  private final OpenLoop loop;
  private double gainMargin = Double.POSITIVE_INFINITY;
  private double phaseMargin = Double.POSITIVE_INFINITY;
  private double sensitivity = 1;
  private double turned;

  private LoopAnalysis(OpenLoop loop) {
    this.loop = loop;
  }

  /** Whether the loop of a law and a model is stable, and how far from the edge. */
  public static Stability of(PidGains gains, Action action, FirstOrderModel model) {
    if (action != model.action()) {
      return new Stability.Unstable(Stability.Reason.WRONG_ACTION);
    }
    PidTerms terms = gains.terms();
    OpenLoop loop = new OpenLoop(terms, model);
    if (loop.gainAtInfinity() >= 1 && model.deadTimeSeconds() > 0) {
      return new Stability.Unstable(Stability.Reason.DERIVATIVE_WITHOUT_FILTER);
    }
    return new LoopAnalysis(loop).walk(terms, model);
  }

  private Stability walk(PidTerms terms, FirstOrderModel model) {
    double frequency = lowest(terms, model);
    double beyond = beyondAllCorners(terms, model);
    double start = loop.angleFromMinusOne(frequency);
    for (int step = 0; step < MOST_STEPS && !isPast(frequency, beyond); step++) {
      double next = frequency * RATIO_PER_STEP;
      if (model.deadTimeSeconds() > 0) {
        next = Math.min(next, frequency + TURN_PER_STEP / model.deadTimeSeconds());
      }
      look(frequency, next);
      frequency = next;
    }
    // From here on |L| < 1: 1 + L cannot turn round the origin any more.
    double straight = loop.angleFromMinusOne(frequency) - start;
    if (Math.abs(turned - straight) > Math.PI) {
      return new Stability.Unstable(Stability.Reason.GAIN_TOO_HIGH);
    }
    return new Stability.Stable(new Margins(gainMargin, Math.toDegrees(phaseMargin), sensitivity));
  }

  /** Where the lags do not show yet, and an integrator makes L much larger than 1. */
  private static double lowest(PidTerms terms, FirstOrderModel model) {
    double low = 1e-4 / (model.lagSeconds() + model.deadTimeSeconds());
    double integral = terms.integralPerSecond() * Math.abs(model.gain());
    return integral > 0 ? Math.min(low, 1e-3 * integral) : low;
  }

  /** Above the lag and the zeros of the law |L| does not rise any more. */
  private static double beyondAllCorners(PidTerms terms, FirstOrderModel model) {
    double beyond = 100 / model.lagSeconds();
    if (terms.derivativeSeconds() > 0) {
      double zero = Math.sqrt(terms.integralPerSecond() / terms.derivativeSeconds());
      beyond = Math.max(beyond, 100 * zero);
    }
    return model.deadTimeSeconds() > 0
        ? Math.max(beyond, 2 * Math.PI / model.deadTimeSeconds())
        : beyond;
  }

  /** Whether L stays near 0, or as near as an unfiltered derivative lets it. */
  private boolean isPast(double frequency, double beyond) {
    double floor = loop.gainAtInfinity();
    double near = floor + Math.abs(1 - floor) / 50;
    return frequency > beyond && loop.magnitude(frequency) < near;
  }

  private void look(double from, double to) {
    double angle = loop.angleFromMinusOne(to) - loop.angleFromMinusOne(from);
    turned += angle - 2 * Math.PI * Math.rint(angle / (2 * Math.PI));
    if ((loop.magnitude(from) - 1) * (loop.magnitude(to) - 1) < 0) {
      double crossing = crossing(from, to, frequency -> loop.magnitude(frequency) - 1);
      double margin = Math.IEEEremainder(Math.PI + loop.phase(crossing), 2 * Math.PI);
      phaseMargin = Math.min(phaseMargin, Math.abs(margin));
    }
    lookForNegativeAxis(from, to);
    double middle = Math.sqrt(from * to);
    if (loop.sensitivity(middle) > Math.max(loop.sensitivity(from), loop.sensitivity(to))) {
      sensitivity = Math.max(sensitivity, highest(from, to));
    }
    sensitivity = Math.max(sensitivity, loop.sensitivity(to));
  }

  /** The phase is that of the negative real axis at minus pi, minus three pi and so on. */
  private void lookForNegativeAxis(double from, double to) {
    double before = (loop.phase(from) + Math.PI) / (2 * Math.PI);
    double after = (loop.phase(to) + Math.PI) / (2 * Math.PI);
    if (Math.floor(before) != Math.floor(after)) {
      double axis = 2 * Math.PI * Math.max(Math.floor(before), Math.floor(after)) - Math.PI;
      double crossing = crossing(from, to, frequency -> loop.phase(frequency) - axis);
      double margin = 1 / loop.magnitude(crossing);
      gainMargin = Math.min(gainMargin, margin > 1 ? margin : 1 / margin);
    }
  }

  private static double crossing(double from, double to, DoubleUnaryOperator distance) {
    double low = from;
    double high = to;
    boolean rising = distance.applyAsDouble(low) < 0;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if ((distance.applyAsDouble(middle) < 0) == rising) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private double highest(double from, double to) {
    double ratio = (Math.sqrt(5) - 1) / 2;
    double low = from;
    double high = to;
    for (int step = 0; step < 60; step++) {
      double first = high - ratio * (high - low);
      double second = low + ratio * (high - low);
      if (loop.sensitivity(first) > loop.sensitivity(second)) {
        high = second;
      } else {
        low = first;
      }
    }
    return loop.sensitivity((low + high) / 2);
  }
}
