package dev.homeostat.pid.tuning;

import dev.homeostat.pid.tuning.Identification.NotIdentified;
import dev.homeostat.pid.tuning.Identification.Reason;
import java.util.List;
import java.util.Optional;

/**
 * Finds a model of first order with dead time in a recording with any number of changes of the
 * output.
 *
 * <pre>{@code
 * tau x'(t) = u(t - theta) - x(t)
 * tau, theta, K, c: least sum of (y - c - K x)^2
 * }</pre>
 *
 * <p>For a lag and a dead time the response x of gain 1 to the recorded output is exact, since the
 * output is constant between its changes; the gain and the offset that fit {@code y = c + K x} best
 * then follow in closed form, so that only two numbers are searched for: on a grid, and from its
 * best point by pattern search.
 *
 * <p>Sources: Golub and Pereyra, The differentiation of pseudo-inverses and nonlinear least squares
 * problems whose variables separate, SIAM Journal on Numerical Analysis 10 (1973); Hooke and
 * Jeeves, Direct search solution of numerical and statistical problems, Journal of the ACM 8
 * (1961).
 *
 * <p>Regimes. The process must be at rest when the recording begins, nothing else may disturb it,
 * and no loop may have moved the output, which would answer to the signal rather than the other way
 * round. A single step is enough.
 */
public final class RecordIdentification {

  private static final int LEAST_BEFORE = 2;
  private static final int LEAST_AFTER = 10;
  private static final int GRID = 40;
  private static final int MOST_MOVES = 2_000;
  private static final int HALVINGS = 40;

  /** A lag that the samples cannot show: a quarter of the time between two of them. */
  private static final double SHORTEST_LAG = 0.25;

  private static final double LEAST_EXPLAINED = 0.9;
  private static final double NO_RESPONSE = 0.2;
  private static final double ROUNDING = 1e-12;

  /** How many lags must be seen after the dead time: at 2 the response is at 86 percent. */
  private static final double LEAST_LAGS = 2;

  private final double[] seconds;
  private final double[] values;
  private final double[] changeSeconds;
  private final double[] levels;
  private final double all;

  private RecordIdentification(Recording recording, List<Recording.Change> changes) {
    int count = recording.signal().size();
    long start = recording.signal().get(0).atMillis();
    seconds = new double[count];
    values = new double[count];
    double mean = 0;
    for (Recording.Point point : recording.signal()) {
      mean += point.value() / count;
    }
    double squares = 0;
    for (int i = 0; i < count; i++) {
      seconds[i] = (recording.signal().get(i).atMillis() - start) / 1_000.0;
      values[i] = recording.signal().get(i).value() - mean;
      squares += values[i] * values[i];
    }
    // The same value over and over is not exactly its mean.
    double rounding = ROUNDING * mean;
    all = squares > count * rounding * rounding ? squares : 0;
    changeSeconds = new double[changes.size()];
    levels = new double[changes.size()];
    for (int i = 0; i < changes.size(); i++) {
      changeSeconds[i] = (changes.get(i).middleMillis() - start) / 1_000.0;
      levels[i] = changes.get(i).after() - changes.get(0).before();
    }
  }

  /** The model in a recording. */
  public static Identification of(Recording recording) {
    Optional<Reason> refusal = refusal(recording);
    if (refusal.isPresent()) {
      return new NotIdentified(refusal.get());
    }
    List<Recording.Change> changes = recording.changes();
    if (changes.isEmpty()) {
      return new NotIdentified(Reason.NO_STEP);
    }
    long before = countBefore(recording, changes.get(0).firstAfterMillis());
    if (before < LEAST_BEFORE || recording.signal().size() - before < LEAST_AFTER) {
      return new NotIdentified(Reason.TOO_FEW_SAMPLES);
    }
    RecordIdentification identification = new RecordIdentification(recording, changes);
    return identification.all == 0
        ? new NotIdentified(Reason.NO_RESPONSE)
        : identification.judged(identification.search(recording.sampleSeconds()));
  }

  /**
   * What a lag and a dead time make of the record.
   *
   * @param gain K that fits best
   * @param left sum of squares that it leaves
   */
  private record Fit(double logLag, double deadTime, double gain, double left) {

    double lag() {
      return Math.exp(logLag);
    }
  }

  private Identification judged(Fit fit) {
    double explained = 1 - fit.left() / all;
    if (fit.gain() == 0 || explained < NO_RESPONSE) {
      return new NotIdentified(Reason.NO_RESPONSE);
    }
    double seen = seconds[seconds.length - 1] - changeSeconds[0];
    if (fit.deadTime() + LEAST_LAGS * fit.lag() > seen) {
      return new NotIdentified(Reason.NOT_SETTLING);
    }
    return explained < LEAST_EXPLAINED
        ? new NotIdentified(Reason.POOR_FIT)
        : new Identification.Identified(
            new FirstOrderModel(fit.gain(), fit.lag(), fit.deadTime()), explained);
  }

  private Fit search(double sampleSeconds) {
    double seen = seconds[seconds.length - 1] - changeSeconds[0];
    double shortest = Math.log(SHORTEST_LAG * sampleSeconds);
    double lagStep = Math.max(0, Math.log(2 * seen) - shortest) / GRID;
    Fit best = fit(shortest, 0);
    for (int lag = 0; lag <= GRID; lag++) {
      for (int dead = 0; dead <= GRID; dead++) {
        // Closer together where they are small.
        double share = dead / (double) GRID;
        best = better(best, fit(shortest + lag * lagStep, seen / 2 * share * share));
      }
    }
    double lagSpan = lagStep;
    double deadSpan = Math.max(sampleSeconds, seen / 2 / GRID);
    int halvings = 0;
    for (int move = 0; move < MOST_MOVES && halvings < HALVINGS; move++) {
      Fit next = bestOfNeighbours(best, lagSpan, deadSpan, shortest);
      if (next.left() < best.left()) {
        best = next;
      } else {
        lagSpan /= 2;
        deadSpan /= 2;
        halvings++;
      }
    }
    return best;
  }

  private Fit bestOfNeighbours(Fit centre, double lagSpan, double deadSpan, double shortest) {
    Fit best = centre;
    for (int lag = -1; lag <= 1; lag++) {
      for (int dead = -1; dead <= 1; dead++) {
        double logLag = Math.max(shortest, centre.logLag() + lag * lagSpan);
        double deadTime = Math.max(0, centre.deadTime() + dead * deadSpan);
        best = better(best, fit(logLag, deadTime));
      }
    }
    return best;
  }

  private static Fit better(Fit left, Fit right) {
    return right.left() < left.left() ? right : left;
  }

  /** The best gain and offset for a lag and a dead time. */
  private Fit fit(double logLag, double deadTime) {
    double lag = Math.exp(logLag);
    double response = 0;
    double level = 0;
    double at = 0;
    int change = 0;
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < seconds.length; i++) {
      while (change < levels.length && changeSeconds[change] + deadTime <= seconds[i]) {
        double until = changeSeconds[change] + deadTime;
        response = level + (response - level) * Math.exp(-(until - at) / lag);
        level = levels[change++];
        at = until;
      }
      response = level + (response - level) * Math.exp(-(seconds[i] - at) / lag);
      at = seconds[i];
      sum += response;
      squares += response * response;
      products += response * values[i];
    }
    double variance = squares - sum * sum / seconds.length;
    // The values have mean 0, so their sum adds nothing to the products.
    double gain = variance > 0 ? products / variance : 0;
    return new Fit(logLag, deadTime, gain, all - gain * products);
  }

  private static long countBefore(Recording recording, long firstAfterMillis) {
    return recording.signal().stream().filter(point -> point.atMillis() < firstAfterMillis).count();
  }

  private static Optional<Reason> refusal(Recording recording) {
    return refusal(recording.output()).or(() -> refusal(recording.signal()));
  }

  private static Optional<Reason> refusal(List<Recording.Point> points) {
    if (points.size() < 2) {
      return Optional.of(Reason.TOO_FEW_SAMPLES);
    }
    long last = Long.MIN_VALUE;
    for (Recording.Point point : points) {
      if (!Double.isFinite(point.value())) {
        return Optional.of(Reason.NOT_FINITE);
      }
      if (point.atMillis() <= last) {
        return Optional.of(Reason.TIMESTAMPS_DISORDERED);
      }
      last = point.atMillis();
    }
    return Optional.empty();
  }
}
