package dev.homeostat.slo.budget;

/** The time that an error budget is for. */
public sealed interface BudgetPeriod {

  /** How long the whole period is. */
  long lengthMillis();

  /** When the part of it that has passed by some time started. */
  long startMillis(long nowMillis);

  /** When it ends, or the longest that a forecast looks ahead. */
  long endMillis(long nowMillis);

  /**
   * A period that always ends now.
   *
   * @param lengthMillis above 0
   */
  record Rolling(long lengthMillis) implements BudgetPeriod {
    public Rolling {
      if (lengthMillis <= 0) {
        throw new IllegalArgumentException("a period takes time: " + lengthMillis + " ms");
      }
    }

    @Override
    public long startMillis(long nowMillis) {
      return nowMillis - lengthMillis;
    }

    @Override
    public long endMillis(long nowMillis) {
      return nowMillis + lengthMillis;
    }
  }

  /**
   * One month, quarter or other piece of a calendar; {@link CalendarSchedule} gives the one of a
   * time. Its budget is that of its actual length.
   *
   * @param fromMillis when it starts, milliseconds since the epoch
   * @param toMillis when the next one starts
   */
  record Calendar(long fromMillis, long toMillis) implements BudgetPeriod {
    public Calendar {
      if (toMillis <= fromMillis) {
        throw new IllegalArgumentException("a period ends after its start");
      }
    }

    @Override
    public long lengthMillis() {
      return toMillis - fromMillis;
    }

    @Override
    public long startMillis(long nowMillis) {
      return fromMillis;
    }

    @Override
    public long endMillis(long nowMillis) {
      return toMillis;
    }
  }
}
