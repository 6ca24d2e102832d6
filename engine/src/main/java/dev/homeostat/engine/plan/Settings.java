package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Canary;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.ChangeWatch;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of where the knobs of one workload were sent.
 *
 * @param history the last sets, the newest first
 * @param watch of the newest set; null where none is compared with what was before
 * @param trial the change that only some objects have so far; null where none is tried
 * @param rollback the set that is held; null where none is
 */
public record Settings(
    List<SettingSet> history,
    @Nullable ChangeWatch watch,
    @Nullable Trial trial,
    @Nullable Rollback rollback) {

  /** Nothing was ever set. */
  public static final Settings NONE = new Settings(List.of(), null, null, null);

  public Settings {
    history = List.copyOf(history);
  }

  /** The set of a number; null where it is not kept. */
  public @Nullable SettingSet find(long revision) {
    for (SettingSet set : history) {
      if (set.revision() == revision) {
        return set;
      }
    }
    return null;
  }

  /** Values that no knob may be riskier than; of a trial those of the objects that wait. */
  Map<String, String> ceiling(Workload workload) {
    Canary canary = workload.changes().canary();
    if (rollback != null || trial == null || canary == null) {
      return rollback == null ? Map.of() : rollback.values();
    }
    Map<String, String> waiting = new HashMap<>(trial.before());
    waiting.keySet().removeAll(canary.first());
    return waiting;
  }

  /** The same with a change that is tried, or that is tried no more. */
  Settings with(@Nullable Trial newTrial) {
    return new Settings(history, watch, newTrial, rollback);
  }

  /** Whether something else than times is different. */
  boolean differsFrom(Settings before) {
    return (watch != null) != (before.watch != null)
        || !history.equals(before.history)
        || bindsOtherThan(before);
  }

  /** Whether a return was begun or ended. */
  boolean isReturnedElsewhere(Settings before) {
    Rollback was = before.rollback;
    if (rollback == null || was == null) {
      return rollback != null || was != null;
    }
    return rollback.revision() != was.revision() || !rollback.override().equals(was.override());
  }

  /** Whether something else keeps knobs from more risk than it did before. */
  boolean bindsOtherThan(Settings before) {
    return (trial != null) != (before.trial != null) || isReturnedElsewhere(before);
  }

  /** What a change of the policy leaves of it. */
  Settings realigned(Workload before, Workload now) {
    boolean same =
        before.signals().equals(now.signals())
            && before.changes().rollback().equals(now.changes().rollback());
    Canary canary = now.changes().canary();
    boolean sameTrial = same && Objects.equals(before.changes().canary(), canary);
    return sameTrial
        ? bounding(now)
        : new Settings(
                history,
                same ? watch : null,
                trial == null || canary == null ? null : trial.anew(canary.policy()),
                rollback)
            .bounding(now);
  }

  /**
   * The same where a knob has got objects that nothing is known of: they stay within the safest of
   * what binds the others, so that none that appears has a change before it was found good.
   */
  private Settings bounding(Workload now) {
    return new Settings(
        history,
        watch,
        trial == null
            ? null
            : new Trial(trial.revision(), trial.watch(), bounded(now, trial.before())),
        rollback == null ? null : rollback.within(bounded(now, rollback.values())));
  }

  private static Map<String, String> bounded(Workload now, Map<String, String> values) {
    Map<String, String> bounded = new HashMap<>(values);
    for (KnobPolicy knob : now.knobs()) {
      if (values.containsKey(knob.name())) {
        continue;
      }
      for (KnobPolicy other : now.knobs()) {
        String value = values.get(other.name());
        String soFar = bounded.get(knob.name());
        if (value != null
            && other.declared().equals(knob.declared())
            && (soFar == null
                || knob.limits()
                    .saferDirection()
                    .isRiskier(knob.valueOf(value), knob.valueOf(soFar)))) {
          bounded.put(knob.name(), value);
        }
      }
    }
    return bounded;
  }

  /**
   * The same once the knobs have been sent elsewhere. A change towards more risk is watched from
   * now on, and what protects ends a watch: it is never taken back.
   *
   * @param samples what the signals are before the change
   */
  Settings after(Workload workload, Change change, List<Sample> samples) {
    boolean changed = history.isEmpty();
    boolean riskier = false;
    boolean safer = false;
    for (int i = 0; i < change.after().size(); i++) {
      KnobState before = change.before().get(i);
      KnobState after = change.after().get(i);
      if (after.unseen()) {
        continue;
      }
      double from = before.unseen() ? after.ramp().origin() : before.ramp().goal();
      double to = after.ramp().goal();
      changed |= before.unseen();
      if (from != to) {
        boolean risk = workload.knobs().get(i).limits().saferDirection().isRiskier(from, to);
        changed = true;
        riskier |= risk;
        safer |= !risk;
      }
    }
    Settings now = changed ? with(workload, change, riskier, safer ? null : watch, samples) : this;
    return now.trial != null && !now.isTried(workload, change.after()) ? now.with(null) : now;
  }

  /** Whether an object has more risk than before the trial. */
  private boolean isTried(Workload workload, List<KnobState> knobs) {
    for (int i = 0; i < knobs.size(); i++) {
      KnobPolicy knob = workload.knobs().get(i);
      String before = trial == null ? null : trial.before().get(knob.name());
      double from = before == null ? Double.NaN : knob.valueOf(before);
      if (knob.limits().saferDirection().isRiskier(from, knobs.get(i).ramp().goal())) {
        return true;
      }
    }
    return false;
  }

  private Settings with(
      Workload workload,
      Change change,
      boolean riskier,
      @Nullable ChangeWatch otherwise,
      List<Sample> samples) {
    Map<String, String> values = values(workload, change.after());
    if (values.isEmpty() || (!history.isEmpty() && history.get(0).values().equals(values))) {
      return this;
    }
    // What is spread to all is the change that some had: one revision, back from which is before.
    List<SettingSet> earlier =
        change.widens() && !history.isEmpty() ? history.subList(1, history.size()) : history;
    long revision = history.isEmpty() ? 1 : history.get(0).revision() + (change.widens() ? 0 : 1);
    List<SettingSet> sets = new ArrayList<>(SettingSet.MOST);
    sets.add(new SettingSet(revision, change.atMillis(), change.mode(), values));
    earlier.stream().limit(SettingSet.MOST - 1).forEach(sets::add);
    ChangeWatch begun =
        riskier && !history.isEmpty()
            ? ChangeWatch.begun(workload.changes().rollback(), samples)
            : otherwise;
    return new Settings(sets, begun, trial, rollback);
  }

  /**
   * One evaluation of the knobs.
   *
   * @param before what was remembered of each
   * @param after what is now
   * @param mode the mode now
   * @param atMillis when
   * @param widens whether all get now what some had
   */
  record Change(
      List<KnobState> before, List<KnobState> after, Mode mode, long atMillis, boolean widens) {}

  /** Where each knob is sent, as it is spelled. */
  static Map<String, String> values(Workload workload, List<KnobState> knobs) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < knobs.size(); i++) {
      KnobPolicy knob = workload.knobs().get(i);
      if (!knobs.get(i).unseen()) {
        values.put(knob.name(), knob.spelled(knobs.get(i).ramp().goal()));
      }
    }
    return values;
  }
}
