package dev.homeostat.slo.budget;

/**
 * What a budget counts, as OpenSLO v1 defines it (specification, {@code budgetingMethod}, and its
 * examples).
 */
public sealed interface BudgetMethod {

  /** Length of the slices that are counted; 0 where events are. */
  long sliceMillis();

  /** Good events over all events. */
  record Occurrences() implements BudgetMethod {
    @Override
    public long sliceMillis() {
      return 0;
    }
  }

  /**
   * Good slices over all slices; a slice is bad where its success ratio is below the target.
   *
   * <p>A slice without events has no ratio and is not counted: OpenSLO does not say, and silence is
   * neither an outage nor a success.
   *
   * @param sliceTarget above 0 and at most 1
   * @param sliceMillis a multiple of the slots that are counted
   */
  record Timeslices(double sliceTarget, long sliceMillis) implements BudgetMethod {
    public Timeslices {
      if (!(sliceTarget > 0 && sliceTarget <= 1) || sliceMillis <= 0) {
        throw new IllegalArgumentException("expected a target in (0, 1] and slices above 0 ms");
      }
    }
  }

  /**
   * The average of the slices' success ratios; a slice without events has none.
   *
   * @param sliceMillis a multiple of the slots that are counted
   */
  record RatioTimeslices(long sliceMillis) implements BudgetMethod {
    public RatioTimeslices {
      if (sliceMillis <= 0) {
        throw new IllegalArgumentException("expected slices above 0 ms");
      }
    }
  }
}
