package dev.homeostat.engine.plan;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Canary;
import dev.homeostat.engine.policy.Directives;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.CanaryPolicy;
import dev.homeostat.modes.CanaryWatch;
import dev.homeostat.modes.ChangeWatch;
import dev.homeostat.modes.Comparison;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether settings are taken back in one evaluation: by a person, or because of what became of the
 * signals since the last change towards more risk.
 *
 * @param settings what is remembered now
 * @param regressed whether a change was taken back by itself just now
 * @param why what was begun or ended, in words; empty where nothing was
 * @param problems what people are told while it lasts
 * @param waitsFor what ends it
 * @param widens whether all objects get now what some had
 */
record Retreat(
    Settings settings,
    boolean regressed,
    String why,
    List<Problem> problems,
    List<String> waitsFor,
    boolean widens) {

  /** Whether the machine holds. */
  boolean held() {
    return settings.rollback() != null;
  }

  /**
   * Decides it.
   *
   * @param confirmed whether every object holds what it was last given
   */
  static Retreat of(
      Workload workload, WorkloadState state, Samples samples, Inputs inputs, boolean confirmed) {
    Settings before = state.settings();
    Directives.Order order = workload.directives().rollback(inputs.nowMillis());
    return order == null
            && before.rollback() == null
            && before.watch() == null
            && before.trial() == null
        ? none(state)
        : new Decider(workload, state, samples, inputs, confirmed).decide(order);
  }

  /** Whether a change is tried on some of the objects. */
  boolean tries() {
    return settings.trial() != null;
  }

  /** The same where the mode asks for more risk of an object that gets it first. */
  Retreat trying(Workload workload, WorkloadState state, boolean climbs, Mode mode, int percent) {
    Canary canary = workload.changes().canary();
    if (canary == null || held() || !asksForMore(workload, state, climbs, mode, percent)) {
      return this;
    }
    Trial trial = settings.trial();
    List<SettingSet> history = settings.history();
    Trial now =
        trial != null
            ? trial.anew(canary.policy())
            : new Trial(
                history.isEmpty() ? 0 : history.get(0).revision(),
                CanaryWatch.begun(canary.policy(), 0),
                Settings.values(workload, state.knobs()));
    return new Retreat(settings.with(now), regressed, why, problems, waitsFor, widens);
  }

  private static boolean asksForMore(
      Workload workload, WorkloadState state, boolean climbs, Mode mode, int percent) {
    Canary canary = workload.changes().canary();
    for (int i = 0; i < state.knobs().size(); i++) {
      KnobPolicy knob = workload.knobs().get(i);
      KnobState before = state.knobs().get(i);
      if (canary == null || before.unseen() || !canary.first().contains(knob.name())) {
        continue;
      }
      double from = climbs ? before.ramp().value() : before.climbFrom();
      double wished = KnobPlanner.wished(knob, knob.target(), from, mode, percent);
      if (knob.limits().saferDirection().isRiskier(before.ramp().goal(), wished)) {
        return true;
      }
    }
    return false;
  }

  /** Nothing is taken back, and what is held stays so. */
  static Retreat none(WorkloadState state) {
    return new Retreat(state.settings(), false, "", List.of(), List.of(), false);
  }

  /** What one decision is made of. */
  private record Decider(
      Workload workload, WorkloadState state, Samples samples, Inputs inputs, boolean confirmed) {

    Retreat decide(Directives.@Nullable Order order) {
      Settings before = state.settings();
      Rollback was = before.rollback();
      List<Problem> problems = List.of();
      Rollback next = was == null || was.isAskedFor() ? null : goesOn(was);
      if (order != null) {
        SettingSet set = before.find(order.revision());
        if (was != null && isOf(order, was)) {
          next = was;
        } else if (set != null) {
          next = new Rollback(set.revision(), order.name(), asked(order), 0, set.values());
        } else {
          problems = List.of(unknown(order));
        }
      }
      Trial trial = next == null ? tried(before.trial()) : null;
      ChangeWatch watch = next == null ? watched(before) : null;
      Rollback failed = next == null ? failed(trial, watch) : null;
      boolean good = trial != null && failed == null && isGood(trial);
      next = next == null ? failed : next;
      Settings settings =
          next == null
              ? new Settings(before.history(), watch, good ? null : trial, null)
              : new Settings(before.history(), null, null, next);
      boolean turned = settings.isReturnedElsewhere(before);
      return new Retreat(
          settings,
          failed != null,
          turned ? turn(was, next) : "",
          next == null ? problems : List.of(told(next, turned)),
          next == null ? List.of() : List.of(end(next, turned)),
          good);
    }

    private @Nullable Trial tried(@Nullable Trial trial) {
      Canary canary = workload.changes().canary();
      if (trial != null && inputs.surroundings().rollout().holds()) {
        return trial;
      }
      return trial == null || canary == null
          ? null
          : trial.with(
              trial
                  .watch()
                  .after(
                      canary.policy(),
                      workload.modes(),
                      samples.samples(),
                      confirmed,
                      inputs.nowMillis() - state.evaluatedMillis()));
    }

    private boolean isGood(Trial trial) {
      Canary canary = workload.changes().canary();
      return canary != null && trial.watch().verdict(canary.policy()) == CanaryWatch.Verdict.GOOD;
    }

    /** What is returned to because of what the signals say; null where they say nothing. */
    private @Nullable Rollback failed(@Nullable Trial trial, @Nullable ChangeWatch watch) {
      Canary canary = workload.changes().canary();
      int worse = trial == null || canary == null ? -1 : trial.watch().worse(canary.policy());
      if (trial != null && canary != null && worse >= 0) {
        String why = worse(canary.policy().pairs().get(worse));
        return new Rollback(trial.revision(), "", why, 0, trial.before());
      }
      int fired = watch == null ? ChangeWatch.NONE : fired(watch);
      if (watch == null || fired == ChangeWatch.NONE) {
        return null;
      }
      SettingSet set = state.settings().history().get(1);
      return new Rollback(set.revision(), "", fired(watch, fired), 0, set.values());
    }

    private String worse(CanaryPolicy.Pair pair) {
      Comparison comparison = pair.comparison();
      return "canary: %s was %s, %s than %s times the %s of %s for %s"
          .formatted(
              workload.signals().get(comparison.signal()).name(),
              now(comparison.signal()),
              comparison.times() > 1 ? "more" : "less",
              Explanation.number(comparison.times()),
              now(pair.rest()),
              workload.signals().get(pair.rest()).name(),
              DurationText.format(Math.max(1, comparison.forMillis())));
    }

    private String now(int signal) {
      return inputs.signals().get(signal) instanceof Reading.Value value
          ? Explanation.number(value.value())
          : "without data";
    }

    /** What was returned to by itself, while it is held. */
    private @Nullable Rollback goesOn(Rollback was) {
      Rollback held =
          was.held(workload.modes().countedMillis(inputs.nowMillis() - state.evaluatedMillis()));
      boolean released =
          held.heldMillis() >= workload.changes().rollback().holdMillis()
              || workload.directives().isApproved(state.decisions() + 1, inputs.nowMillis());
      return released ? null : held;
    }

    private static boolean isOf(Directives.Order order, Rollback was) {
      return was.override().equals(order.name()) && was.revision() == order.revision();
    }

    private @Nullable ChangeWatch watched(Settings before) {
      ChangeWatch watch = before.watch();
      return watch == null
          ? null
          : watch.after(
              workload.changes().rollback(),
              workload.modes(),
              samples.samples(),
              inputs.nowMillis() - state.evaluatedMillis());
    }

    private int fired(ChangeWatch watch) {
      return state.settings().history().size() < 2
          ? ChangeWatch.NONE
          : watch.fired(workload.changes().rollback());
    }

    private String fired(ChangeWatch watch, int index) {
      Comparison comparison = workload.changes().rollback().comparisons().get(index);
      double before = watch.before().get(index);
      return "%s was %s, %s for %s since revision %d"
          .formatted(
              workload.signals().get(comparison.signal()).name(),
              now(comparison.signal()),
              Double.isFinite(before)
                  ? "%s than %s times its %s before"
                      .formatted(
                          comparison.times() > 1 ? "more" : "less",
                          Explanation.number(comparison.times()),
                          Explanation.number(before))
                  : "beyond " + Explanation.number(comparison.beyond()),
              DurationText.format(Math.max(1, comparison.forMillis())),
              state.settings().history().get(0).revision());
    }

    private static String asked(Directives.Order order) {
      return "ModeOverride " + order.name() + " asks for it";
    }

    private Problem unknown(Directives.Order order) {
      String kept =
          state.settings().history().stream()
              .map(set -> Long.toString(set.revision()))
              .collect(Collectors.joining(", "));
      return new Problem(
          "UnknownRevision",
          "ModeOverride " + order.name(),
          "expected one of the revisions %s that status.settings keeps, found %d; name one of them"
              .formatted(kept, order.revision()));
    }

    private static String turn(@Nullable Rollback was, @Nullable Rollback next) {
      return next != null
          ? "rolled back to revision " + next.revision() + ": " + next.why()
          : was == null ? "" : "the hold of revision " + was.revision() + " has ended";
    }

    private Problem told(Rollback next, boolean turned) {
      return new Problem(
          "RolledBack",
          "revision " + next.revision(),
          "its settings are held: " + next.why() + "; it waits for " + end(next, turned));
    }

    /** The decision after the one of this evaluation, where this one is one. */
    private String end(Rollback next, boolean turned) {
      return next.isAskedFor()
          ? "the end of ModeOverride " + next.override()
          : "%s of holding revision %d, or an Approval of decision %d"
              .formatted(
                  DurationText.format(workload.changes().rollback().holdMillis()),
                  next.revision(),
                  state.decisions() + (turned ? 2 : 1));
    }
  }
}
