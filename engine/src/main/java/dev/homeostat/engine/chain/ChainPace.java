package dev.homeostat.engine.chain;

import dev.homeostat.crds.SLOChainStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a status is worth a write: what a person cares about is, at once; the last digits of a
 * figure are once in a while, else an interval would cost more the more there is to see.
 */
final class ChainPace {

  static final long HEARTBEAT_MILLIS = 300_000;

  /** A percent of the budget. */
  private static final double BUDGET_STEP = 0.01;

  /** A burn rate that is a quarter larger or smaller, and not next to nothing. */
  private static final double BURN_STEP = 0.25;

  private static final double LEAST_BURN = 0.2;

  static boolean isDue(SLOChainStatus before, SLOChainStatus now, long sinceMillis) {
    if (!sameWords(before, now)) {
      return true;
    }
    double budgetChange = Math.abs(number(before.budgetLeft()) - number(now.budgetLeft()));
    double burnChange = Math.abs(number(before.burnRate()) - number(now.burnRate()));
    double larger = Math.max(number(before.burnRate()), number(now.burnRate()));
    boolean figures =
        budgetChange >= BUDGET_STEP
            || (burnChange >= LEAST_BURN && burnChange >= BURN_STEP * larger);
    // A clock that was set back would otherwise hold the heartbeat up.
    boolean late = sinceMillis >= HEARTBEAT_MILLIS || sinceMillis < 0;
    return figures || (late && !alike(before, now));
  }

  private static boolean sameWords(SLOChainStatus before, SLOChainStatus now) {
    return Objects.equals(before.weakest(), now.weakest())
        && Objects.equals(before.periodStart(), now.periodStart())
        && Objects.equals(before.declared(), now.declared())
        && Objects.equals(before.guarantee(), now.guarantee())
        && before.weakenedBy().equals(now.weakenedBy())
        && Objects.equals(before.economics(), now.economics())
        && (before.actual() == null) == (now.actual() == null)
        && (before.budgetLeft() == null) == (now.budgetLeft() == null)
        && (before.burnRate() == null) == (now.burnRate() == null)
        && problems(before).equals(problems(now))
        && now.conditions().stream().allMatch(condition -> stands(condition, before));
  }

  private static List<String> problems(SLOChainStatus status) {
    return status.members().stream()
        .map(member -> member.name() + " " + member.problem() + " " + member.notes())
        .toList();
  }

  private static boolean stands(Condition condition, SLOChainStatus before) {
    return before.conditions().stream()
        .anyMatch(
            old ->
                old.getType().equals(condition.getType())
                    && old.getStatus().equals(condition.getStatus())
                    && old.getReason().equals(condition.getReason()));
  }

  private static boolean alike(SLOChainStatus before, SLOChainStatus now) {
    return Objects.equals(before.actual(), now.actual())
        && Objects.equals(before.span(), now.span())
        && Objects.equals(before.budgetLeft(), now.budgetLeft())
        && Objects.equals(before.exhaustedIn(), now.exhaustedIn())
        && before.burnRates().equals(now.burnRates())
        && before.members().equals(now.members());
  }

  private static double number(@Nullable String text) {
    try {
      return text == null ? 0 : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      // Somebody else wrote it; whatever it is, it is not what we say now.
      return Double.MAX_VALUE;
    }
  }

  private ChainPace() {}
}
