package dev.homeostat.slo.budget;

/** Which period an error budget is for at any time. */
public sealed interface BudgetSchedule permits BudgetSchedule.Rolling, CalendarSchedule {

  /** The period in which a time lies. */
  BudgetPeriod at(long millis);

  /**
   * The length for which windows and factors are declared: of a month 30 days. The factor of a
   * period is that of this length times its actual one over this.
   */
  long nominalMillis();

  /**
   * A period that always ends now.
   *
   * @param lengthMillis above 0
   */
  record Rolling(long lengthMillis) implements BudgetSchedule {
    public Rolling {
      if (lengthMillis <= 0) {
        throw new IllegalArgumentException("a period takes time: " + lengthMillis + " ms");
      }
    }

    @Override
    public BudgetPeriod.Rolling at(long millis) {
      return new BudgetPeriod.Rolling(lengthMillis);
    }

    @Override
    public long nominalMillis() {
      return lengthMillis;
    }
  }
}
