package dev.homeostat.slo.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.slo.BurnRate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

/** Standard alerts of any objective and period of a day or more. */
class AlertPolicyPropertyTest {

  private static final long DAY_MILLIS = 86_400_000;

  /** The share that a rule was made from comes back: what a window at its factor has spent. */
  @Property(tries = 500)
  void standard_anyPeriod_spendsItsShareAtItsFactor(
      @ForAll @LongRange(min = DAY_MILLIS, max = 400 * DAY_MILLIS) long periodMillis) {
    List<AlertRule> rules = plan(0.9999, periodMillis).rules();

    assertThat(rules.stream().mapToDouble(rule -> spent(rule, periodMillis)).toArray())
        .containsExactly(new double[] {0.02, 0.05, 0.1, 0.1}, within(1e-12));
  }

  /** No standard rule alerts while the budget is safe. */
  @Property(tries = 500)
  void standard_anyPeriod_hasNoFactorFarBelowOne(
      @ForAll @LongRange(min = DAY_MILLIS, max = 400 * DAY_MILLIS) long periodMillis) {
    assertThat(plan(0.9999, periodMillis).rules())
        .allSatisfy(rule -> assertThat(rule.factor()).isGreaterThanOrEqualTo(0.9))
        .allSatisfy(rule -> assertThat(rule.longMillis()).isLessThanOrEqualTo(periodMillis));
  }

  /** A total outage fires every rule of the plan, and none of those left out. */
  @Property(tries = 500)
  void evaluate_totalOutage_firesWhateverCanFire(
      @ForAll @DoubleRange(min = 0.01, max = 0.99999) @Scale(5) double objective) {
    AlertPlan plan = plan(objective, 30 * DAY_MILLIS);
    BurnRate outage = new BurnRate.Measured(1 / (1 - objective));
    AlertGuard guard = new AlertGuard(1, 1);
    AlertPlan left =
        new AlertPlan(plan.unreachable().stream().map(AlertUnreachable::rule).toList(), List.of());

    assertThat(plan.rules().size() + plan.unreachable().size()).isEqualTo(4);
    assertThat(plan.evaluate(window -> new WindowBurn(outage, 10), guard))
        .allMatch(state -> state.outcome() == AlertState.Outcome.FIRING);
    assertThat(left.evaluate(window -> new WindowBurn(outage, 10), guard))
        .allMatch(state -> state.outcome() == AlertState.Outcome.QUIET);
  }

  private static double spent(AlertRule rule, long periodMillis) {
    return rule.factor() * rule.longMillis() / periodMillis;
  }

  private static AlertPlan plan(double objective, long periodMillis) {
    AlertCompilation compilation = new AlertPolicy(objective, periodMillis).standard();
    assertThat(compilation).isInstanceOf(AlertCompilation.Compiled.class);
    return ((AlertCompilation.Compiled) compilation).plan();
  }
}
