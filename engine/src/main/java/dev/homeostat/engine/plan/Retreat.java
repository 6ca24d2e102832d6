package dev.homeostat.engine.plan;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Directives;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.ChangeWatch;
import dev.homeostat.modes.Comparison;
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
 */
record Retreat(
    Settings settings,
    boolean regressed,
    String why,
    List<Problem> problems,
    List<String> waitsFor) {

  /** Whether the machine holds. */
  boolean held() {
    return settings.rollback() != null;
  }

  static Retreat of(Workload workload, WorkloadState state, Samples samples, Inputs inputs) {
    Settings before = state.settings();
    Directives.Order order = workload.directives().rollback(inputs.nowMillis());
    return order == null && before.rollback() == null && before.watch() == null
        ? none(state)
        : new Decider(workload, state, samples, inputs).decide(order);
  }

  /** Nothing is taken back, and what is held stays so. */
  static Retreat none(WorkloadState state) {
    return new Retreat(state.settings(), false, "", List.of(), List.of());
  }

  /** What one decision is made of. */
  private record Decider(Workload workload, WorkloadState state, Samples samples, Inputs inputs) {

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
      ChangeWatch watch = next == null ? watched(before) : null;
      int fired = watch == null ? ChangeWatch.NONE : fired(watch);
      if (watch != null && fired != ChangeWatch.NONE) {
        SettingSet set = before.history().get(1);
        next = new Rollback(set.revision(), "", fired(watch, fired), 0, set.values());
        watch = null;
      }
      Settings settings = new Settings(before.history(), watch, next);
      boolean turned = settings.isReturnedElsewhere(before);
      return new Retreat(
          settings,
          fired != ChangeWatch.NONE,
          turned ? turn(was, next) : "",
          next == null ? problems : List.of(told(next, turned)),
          next == null ? List.of() : List.of(end(next, turned)));
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
      String now =
          inputs.signals().get(comparison.signal()) instanceof Reading.Value value
              ? Explanation.number(value.value())
              : "without data";
      return "%s was %s, %s for %s since revision %d"
          .formatted(
              workload.signals().get(comparison.signal()).name(),
              now,
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
