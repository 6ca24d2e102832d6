package dev.homeostat.pid.law;

import java.util.List;

/**
 * A law that looks the output up by the measurement.
 *
 * <pre>{@code
 * row = last with from <= measurement; it is left downwards below from - hysteresis
 * }</pre>
 *
 * <p>Source: the step scaling policies of autoscalers, with the hysteresis of a Schmitt trigger.
 *
 * <p>Regimes. Rising through a threshold takes the new row at once; falling keeps the row until the
 * measurement is below its threshold by the hysteresis. There is no set point.
 *
 * @param base output below the first threshold
 * @param rows with rising thresholds, at least one
 * @param hysteresis 0 or more
 */
public record StepTable(double base, List<Row> rows, double hysteresis)
    implements ControlLaw<StepTable.State> {

  /**
   * One row.
   *
   * @param from smallest measurement
   * @param output from there on
   */
  public record Row(double from, double output) {

    public Row {
      Requirements.finite("from", from);
      Requirements.finite("output", output);
    }
  }

  /**
   * What it remembers.
   *
   * @param row how many thresholds are passed
   * @param atMillis timestamp of the last sample
   */
  public record State(int row, long atMillis) {}

  public StepTable {
    Requirements.finite("base", base);
    Requirements.notNegative("hysteresis", hysteresis);
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("rows must hold one at least, found none");
    }
    for (int row = 1; row < rows.size(); row++) {
      Requirements.above("from", rows.get(row).from(), rows.get(row - 1).from());
    }
  }

  @Override
  public State start(double applied) {
    Requirements.finite("applied", applied);
    return new State(nearestRow(applied), PidState.NO_SAMPLE);
  }

  @Override
  public LawResult<State> step(State state, LawInput input) {
    double measurement = input.measurement();
    HoldReason refusal =
        Refusals.first(
            Double.isFinite(measurement) ? null : HoldReason.MEASUREMENT_NOT_FINITE,
            Refusals.first(
                Refusals.ofApplied(input.applied()),
                Refusals.ofTimestamp(state.atMillis(), input.atMillis())));
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    int before = Double.isNaN(input.applied()) ? state.row() : nearestRow(input.applied());
    int least = passed(measurement);
    int most = passed(measurement + hysteresis);
    return stepped(Math.max(least, Math.min(most, before)), input);
  }

  @Override
  public LawResult<State> track(State state, LawInput input) {
    HoldReason refusal = Refusals.ofKnownApplied(input.applied());
    return refusal != null
        ? Refusals.hold(refusal, input)
        : stepped(nearestRow(input.applied()), input);
  }

  private LawResult<State> stepped(int row, LawInput input) {
    return new LawResult.Stepped<>(new State(row, input.atMillis()), output(row));
  }

  private double output(int row) {
    return row == 0 ? base : rows.get(row - 1).output();
  }

  private int passed(double measurement) {
    int row = 0;
    while (row < rows.size() && rows.get(row).from() <= measurement) {
      row++;
    }
    return row;
  }

  private int nearestRow(double applied) {
    int nearest = 0;
    for (int row = 1; row <= rows.size(); row++) {
      if (Math.abs(applied - output(row)) < Math.abs(applied - output(nearest))) {
        nearest = row;
      }
    }
    return nearest;
  }
}
