package dev.homeostat.pid.tuning;

import dev.homeostat.pid.fit.LeastSquares;
import dev.homeostat.pid.tuning.Identification.NotIdentified;
import dev.homeostat.pid.tuning.Identification.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a model of first order with dead time in a recorded step: a second opinion on {@link
 * RecordIdentification}, with which it shares no code.
 *
 * <p>After the dead time the response y to a step of height h obeys {@code y(t) = -A(t)/tau + (K
 * h/tau) t - K h theta/tau} with {@code A} the integral of y since the step, which is linear in its
 * three coefficients. Integrals smooth noise, so no derivative and no final value is needed. The
 * rows are those after the dead time, which is found by solving again until it stays.
 *
 * <p>Source: Bi, Cai, Lee, Wang, Hang and Zhang, Robust identification of first-order plus
 * dead-time model from step response, Control Engineering Practice 7 (1999).
 */
final class IntegralMethod {

  private static final double SECONDS_PER_MILLI = 1e-3;
  private static final int LEAST_BEFORE = 2;
  private static final int LEAST_AFTER = 10;
  private static final int LEAST_ROWS = 6;
  private static final int MOST_ROUNDS = 30;

  /** Deviations of the noise before the step that the response must exceed. */
  private static final double NOISE_FACTOR = 5;

  private static final double LEAST_EXPLAINED = 0.9;

  /** A sample since the step: time, distance from rest, and the integral of that. */
  private record Row(double seconds, double value, double area) {}

  /** The model in a record. */
  static Identification of(StepRecord step) {
    Optional<Reason> refusal = refusal(step);
    if (refusal.isPresent()) {
      return new NotIdentified(refusal.get());
    }
    double height = step.outputAfter() - step.outputBefore();
    double rest = 0;
    double squares = 0;
    int before = countBefore(step);
    for (Recording.Point point : step.points().subList(0, before)) {
      rest += point.value() / before;
    }
    for (Recording.Point point : step.points().subList(0, before)) {
      squares += (point.value() - rest) * (point.value() - rest);
    }
    List<Row> rows = rows(step, before, rest);
    double band = NOISE_FACTOR * Math.sqrt(squares / (before - 1));
    double deadTime = firstBeyond(rows, band);
    if (Double.isNaN(deadTime)) {
      return new NotIdentified(Reason.NO_RESPONSE);
    }
    return solve(rows, height, deadTime);
  }

  private static Identification solve(List<Row> rows, double height, double firstDeadTime) {
    double deadTime = firstDeadTime;
    FirstOrderModel model = null;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      LeastSquares sums = new LeastSquares(3);
      int used = 0;
      for (Row row : rows) {
        if (row.seconds() >= deadTime) {
          sums.add(1, row.value(), -row.area(), row.seconds(), -1);
          used++;
        }
      }
      double[] found = sums.solve().orElse(null);
      if (used < LEAST_ROWS || found == null || !(found[0] > 0) || found[1] * height == 0) {
        return new NotIdentified(Reason.NOT_SETTLING);
      }
      double next = Math.max(0, found[2] / found[1]);
      model = new FirstOrderModel(found[1] / (found[0] * height), 1 / found[0], next);
      if (Math.abs(next - deadTime) < 1e-9 * (1 + next)) {
        break;
      }
      // Rows from within the dead time spoil the next round, rows too late only cost precision.
      deadTime = Math.max(next, (next + deadTime) / 2);
    }
    if (model == null) {
      return new NotIdentified(Reason.NOT_SETTLING);
    }
    double explained = explained(rows, model, height);
    return explained >= LEAST_EXPLAINED
        ? new Identification.Identified(model, explained)
        : new NotIdentified(Reason.POOR_FIT);
  }

  private static double explained(List<Row> rows, FirstOrderModel model, double height) {
    double mean = 0;
    for (Row row : rows) {
      mean += row.value() / rows.size();
    }
    double left = 0;
    double all = 0;
    for (Row row : rows) {
      double since = Math.max(0, row.seconds() - model.deadTimeSeconds());
      double expected = model.gain() * height * -Math.expm1(-since / model.lagSeconds());
      left += (row.value() - expected) * (row.value() - expected);
      all += (row.value() - mean) * (row.value() - mean);
    }
    return 1 - left / all;
  }

  private static List<Row> rows(StepRecord step, int before, double rest) {
    List<Row> rows = new ArrayList<>();
    Row last = new Row(0, 0, 0);
    for (Recording.Point point : step.points().subList(before, step.points().size())) {
      double seconds = (point.atMillis() - step.steppedAtMillis()) * SECONDS_PER_MILLI;
      double value = point.value() - rest;
      double area = last.area() + (seconds - last.seconds()) * (value + last.value()) / 2;
      last = new Row(seconds, value, area);
      rows.add(last);
    }
    return rows;
  }

  /** When the response leaves the band for good; NaN where it does not. */
  private static double firstBeyond(List<Row> rows, double band) {
    double since = Double.NaN;
    for (Row row : rows) {
      boolean beyond = Math.abs(row.value()) > band;
      if (!beyond) {
        since = Double.NaN;
      } else if (Double.isNaN(since)) {
        since = row.seconds();
      }
    }
    return since;
  }

  private static int countBefore(StepRecord step) {
    int before = 0;
    while (before < step.points().size()
        && step.points().get(before).atMillis() < step.steppedAtMillis()) {
      before++;
    }
    return before;
  }

  private static Optional<Reason> refusal(StepRecord step) {
    if (!Double.isFinite(step.outputAfter() - step.outputBefore())) {
      return Optional.of(Reason.NOT_FINITE);
    }
    long last = Long.MIN_VALUE;
    for (Recording.Point point : step.points()) {
      if (!Double.isFinite(point.value())) {
        return Optional.of(Reason.NOT_FINITE);
      }
      if (point.atMillis() <= last) {
        return Optional.of(Reason.TIMESTAMPS_DISORDERED);
      }
      last = point.atMillis();
    }
    int before = countBefore(step);
    if (before < LEAST_BEFORE || step.points().size() - before < LEAST_AFTER) {
      return Optional.of(Reason.TOO_FEW_SAMPLES);
    }
    return step.outputAfter() == step.outputBefore()
        ? Optional.of(Reason.NO_STEP)
        : Optional.empty();
  }

  private IntegralMethod() {}
}
