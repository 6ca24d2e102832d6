package dev.homeostat.modes;

/**
 * How long one condition has held and has been over, counted on sample timestamps.
 *
 * @param lastSampleMillis timestamp of the last sample that was used; {@link Long#MIN_VALUE} before
 *     the first
 * @param gap whether samples were missing since that one
 * @param heldMillis how long the condition has held; {@link #NOT_HOLDING} while it does not
 * @param overMillis how long its exit has held; {@link #NOT_HOLDING} while it does not
 */
public record ConditionTimer(long lastSampleMillis, boolean gap, long heldMillis, long overMillis) {

  /** The time of something that does not hold. */
  public static final long NOT_HOLDING = -1;

  /** The timer of a condition that has seen no sample. */
  public static final ConditionTimer NEW =
      new ConditionTimer(Long.MIN_VALUE, false, NOT_HOLDING, NOT_HOLDING);

  /** Forgets what was counted, but not which sample was last: it is not used twice. */
  ConditionTimer zeroed() {
    return new ConditionTimer(lastSampleMillis, gap, NOT_HOLDING, NOT_HOLDING);
  }

  /** A gap freezes the protective timer and zeroes the upward one. */
  ConditionTimer withGap() {
    return gap && overMillis == NOT_HOLDING
        ? this
        : new ConditionTimer(lastSampleMillis, true, heldMillis, NOT_HOLDING);
  }

  /** Zeroes the upward timer alone. */
  ConditionTimer withoutOver() {
    return overMillis == NOT_HOLDING
        ? this
        : new ConditionTimer(lastSampleMillis, gap, heldMillis, NOT_HOLDING);
  }

  /**
   * Counts one sample; a timestamp that is not newer is no input. Where it is older by more than a
   * sample may be, a clock was set back: the timer starts anew, since it would be deaf until that
   * clock has caught up.
   */
  ConditionTimer count(Condition condition, Sample sample, ModePolicy policy) {
    if (sample.atMillis() <= lastSampleMillis) {
      return lastSampleMillis - sample.atMillis() > sample.staleAfterMillis()
          ? NEW.count(condition, sample, policy)
          : this;
    }
    long passed =
        gap || lastSampleMillis == Long.MIN_VALUE
            ? 0
            : policy.countedMillis(sample.atMillis() - lastSampleMillis);
    return new ConditionTimer(
        sample.atMillis(),
        false,
        counted(heldMillis, condition.holds(sample.value()), passed),
        counted(overMillis, condition.hasExit() && condition.isOver(sample.value()), passed));
  }

  private static long counted(long soFarMillis, boolean holds, long passedMillis) {
    if (!holds) {
      return NOT_HOLDING;
    }
    return soFarMillis == NOT_HOLDING ? 0 : soFarMillis + passedMillis;
  }
}
