package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.budget.BudgetMethod;
import dev.homeostat.slo.budget.BudgetPeriod;
import dev.homeostat.slo.budget.BudgetSchedule;
import dev.homeostat.slo.budget.CalendarSchedule;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * What the error budget of a chain is for, and what it counts.
 *
 * @param schedule its periods
 * @param method events or slices
 */
public record ChainBudget(BudgetSchedule schedule, BudgetMethod method) {

  /** The label of the window that is a calendar period so far; its length changes. */
  public static final String SO_FAR = "period";

  /** Length for which windows and factors are declared, the actual one of a rolling period. */
  public long nominalMillis() {
    return schedule.nominalMillis();
  }

  /** Whether periods follow the calendar. */
  public boolean isCalendar() {
    return schedule instanceof CalendarSchedule;
  }

  /** Whether slices are counted and not events. */
  public boolean countsSlices() {
    return method.sliceMillis() > 0;
  }

  /** The period in which a time lies. */
  public BudgetPeriod at(long nowMillis) {
    return schedule.at(nowMillis);
  }

  /** How much of the period has passed; of a rolling one all of it. */
  public long passedMillis(long nowMillis) {
    return nowMillis - at(nowMillis).startMillis(nowMillis);
  }

  /** Its actual length by the one for which factors are declared. */
  public double lengthRatio(long nowMillis) {
    return (double) at(nowMillis).lengthMillis() / nominalMillis();
  }

  /** When the rules of a period are to be made anew; never for a rolling one. */
  public long endMillis(long nowMillis) {
    return isCalendar() ? at(nowMillis).endMillis(nowMillis) : Long.MAX_VALUE;
  }

  /** The period in words, such as {@code 30d} or {@code the period since 2026-11-01T00:00:00Z}. */
  public String words(long nowMillis) {
    return isCalendar()
        ? "the period since " + instant(at(nowMillis).startMillis(nowMillis))
        : DurationText.format(nominalMillis());
  }

  /** A time as a status writes it. */
  public static String instant(long millis) {
    return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(millis));
  }
}
