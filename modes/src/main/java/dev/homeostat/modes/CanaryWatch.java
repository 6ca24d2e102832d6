package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The comparison of the objects that have a change with those that have not.
 *
 * <p>Without data, or with too few events on either side, nothing is known: timers freeze and the
 * bake waits, so that silence neither fails a change nor spreads it.
 *
 * @param bakedMillis for how long every pair could be judged with the change confirmed
 * @param baking whether that was so at the last evaluation
 * @param timers one a pair: how long the change has been worse
 */
public record CanaryWatch(long bakedMillis, boolean baking, List<ConditionTimer> timers) {

  /** What is known of a change. */
  public enum Verdict {
    BAKING,
    WORSE,
    GOOD
  }

  public CanaryWatch {
    timers = List.copyOf(timers);
  }

  /** The watch of a change that is made now, or that goes on after a restart. */
  public static CanaryWatch begun(CanaryPolicy policy, long bakedMillis) {
    return new CanaryWatch(
        bakedMillis, false, Collections.nCopies(policy.pairs().size(), ConditionTimer.NEW));
  }

  /**
   * The watch one evaluation later.
   *
   * @param confirmed whether every object that is to have the change holds it
   * @param elapsedMillis time since the last evaluation
   */
  public CanaryWatch after(
      CanaryPolicy policy,
      ModePolicy modes,
      List<Sample> samples,
      boolean confirmed,
      long elapsedMillis) {
    List<ConditionTimer> counted = new ArrayList<>(timers.size());
    boolean judgeable = true;
    for (int i = 0; i < timers.size(); i++) {
      CanaryPolicy.Pair pair = policy.pairs().get(i);
      if (pair.isJudgeable(samples)) {
        Condition worse = pair.comparison().against(samples.get(pair.rest()).value());
        counted.add(timers.get(i).count(worse, worse.read(samples), modes));
      } else {
        counted.add(timers.get(i).withGap());
        judgeable = false;
      }
    }
    boolean bakes = judgeable && confirmed;
    long moreMillis = bakes && baking ? modes.countedMillis(elapsedMillis) : 0;
    return new CanaryWatch(bakedMillis + moreMillis, bakes, counted);
  }

  /** Index of the first pair in which the change has been worse for its time; -1 where in none. */
  public int worse(CanaryPolicy policy) {
    for (int i = 0; i < timers.size(); i++) {
      long heldMillis = timers.get(i).heldMillis();
      if (heldMillis != ConditionTimer.NOT_HOLDING
          && heldMillis >= policy.pairs().get(i).comparison().forMillis()) {
        return i;
      }
    }
    return -1;
  }

  /** What is known now; a change that is worse just now is not good, however long it was baked. */
  public Verdict verdict(CanaryPolicy policy) {
    if (worse(policy) >= 0) {
      return Verdict.WORSE;
    }
    boolean suspect = false;
    for (ConditionTimer timer : timers) {
      suspect |= timer.heldMillis() != ConditionTimer.NOT_HOLDING;
    }
    return bakedMillis >= policy.bakeMillis() && !suspect ? Verdict.GOOD : Verdict.BAKING;
  }
}
