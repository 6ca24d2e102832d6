package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The look at one change towards more risk: what the compared signals were before it, and for how
 * long they have been ill beside that since.
 *
 * <p>A signal without data is neither ill nor well: its timer freezes, and so does the time of the
 * watch, so that an outage of the source neither takes a change back nor lets one pass unseen.
 *
 * @param before one value a comparison; NaN where the signal had no data
 * @param timers one a comparison
 * @param watchedMillis for how long it has been watched
 */
public record ChangeWatch(List<Double> before, List<ConditionTimer> timers, long watchedMillis) {

  /** Nothing fired. */
  public static final int NONE = -1;

  public ChangeWatch {
    before = List.copyOf(before);
    timers = List.copyOf(timers);
    if (before.size() != timers.size()) {
      throw new IllegalArgumentException("expected one timer a value");
    }
  }

  /** The watch of a change that is made now; null where nothing is compared. */
  public static @Nullable ChangeWatch begun(RollbackPolicy policy, List<Sample> samples) {
    if (policy.comparisons().isEmpty()) {
      return null;
    }
    List<Double> before = new ArrayList<>(policy.comparisons().size());
    for (Comparison comparison : policy.comparisons()) {
      Sample sample = samples.get(comparison.signal());
      before.add(sample.present() ? sample.value() : Double.NaN);
    }
    return resumed(before, 0);
  }

  /** A watch that goes on after a restart: its timers start anew. */
  public static ChangeWatch resumed(List<Double> before, long watchedMillis) {
    return new ChangeWatch(
        before, Collections.nCopies(before.size(), ConditionTimer.NEW), watchedMillis);
  }

  /** The watch one evaluation later; null once it is over. */
  public @Nullable ChangeWatch after(
      RollbackPolicy policy, ModePolicy modes, List<Sample> samples, long elapsedMillis) {
    List<ConditionTimer> counted = new ArrayList<>(timers.size());
    boolean complete = true;
    for (int i = 0; i < timers.size(); i++) {
      Condition condition = policy.comparisons().get(i).against(before.get(i));
      Sample sample = condition.read(samples);
      complete &= sample.present();
      counted.add(
          sample.present()
              ? timers.get(i).count(condition, sample, modes)
              : timers.get(i).withGap());
    }
    long nowMillis = watchedMillis + (complete ? modes.countedMillis(elapsedMillis) : 0);
    ChangeWatch after = new ChangeWatch(before, counted, nowMillis);
    boolean over = nowMillis > policy.withinMillis() && after.fired(policy) == NONE;
    return over ? null : after;
  }

  /** Index of the first comparison that has been ill for its time; {@link #NONE} where none has. */
  public int fired(RollbackPolicy policy) {
    for (int i = 0; i < timers.size(); i++) {
      long heldMillis = timers.get(i).heldMillis();
      if (heldMillis != ConditionTimer.NOT_HOLDING
          && heldMillis >= policy.comparisons().get(i).forMillis()) {
        return i;
      }
    }
    return NONE;
  }
}
