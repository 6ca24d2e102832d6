package dev.homeostat.slo.alert;

import static dev.homeostat.slo.alert.AlertState.Outcome.FIRING;
import static dev.homeostat.slo.alert.AlertState.Outcome.IMPLAUSIBLE;
import static dev.homeostat.slo.alert.AlertState.Outcome.LOW_TRAFFIC;
import static dev.homeostat.slo.alert.AlertState.Outcome.NO_DATA;
import static dev.homeostat.slo.alert.AlertState.Outcome.QUIET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import dev.homeostat.slo.alert.AlertState.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The standard alerts of 99.9 % in 30 days: pages at 14.4 and 6, tickets at 3 and 1. */
class AlertPlanTest {

  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final AlertPlan PLAN =
      ((AlertCompilation.Compiled) new AlertPolicy(0.999, 30 * DAY_MILLIS).standard()).plan();
  private static final AlertGuard GUARD = new AlertGuard(100, 20);
  private static final EventCounts CALM = new EventCounts(0, 100_000);

  /** Total outage of two minutes after a clean day: 2/60 of an hour is a burn rate of 33. */
  @Test
  void evaluate_shortTotalOutage_pagesOnly() {
    assertThat(
            outcomes(
                Map.of(
                    5 * MINUTE_MILLIS,
                    new EventCounts(2_000, 5_000),
                    30 * MINUTE_MILLIS,
                    new EventCounts(2_000, 30_000),
                    HOUR_MILLIS,
                    new EventCounts(2_000, 60_000),
                    2 * HOUR_MILLIS,
                    new EventCounts(2_000, 120_000),
                    6 * HOUR_MILLIS,
                    new EventCounts(2_000, 360_000),
                    DAY_MILLIS,
                    new EventCounts(2_000, 1_440_000))))
        .containsExactly(FIRING, QUIET, QUIET, QUIET);
  }

  /** The long window remembers for most of an hour; the short one says that it is over. */
  @Test
  void evaluate_outageIsOver_isQuietAtOnce() {
    assertThat(outcomes(Map.of(HOUR_MILLIS, new EventCounts(2_000, 60_000))))
        .containsExactly(QUIET, QUIET, QUIET, QUIET);
  }

  @Test
  void evaluate_shortWindowAloneBurns_isQuiet() {
    assertThat(outcomes(Map.of(5 * MINUTE_MILLIS, new EventCounts(500, 5_000))))
        .containsExactly(QUIET, QUIET, QUIET, QUIET);
  }

  /** "Above" the factor: exactly 1 % of a budget of 1 % is a burn rate of 1. */
  @Test
  void evaluate_exactlyTheFactor_isQuiet() {
    AlertRule rule = new AlertRule(Severity.TICKET, 1, 2, 1);
    AlertPlan plan = new AlertPlan(List.of(rule), List.of());
    BurnRate atIt = new BurnRate.Measured(1);
    BurnRate aboveIt = new BurnRate.Measured(Math.nextUp(1.0));

    assertThat(plan.evaluate(window -> new WindowBurn(atIt, 1_000), GUARD))
        .containsExactly(new AlertState(rule, QUIET));
    assertThat(plan.evaluate(window -> new WindowBurn(aboveIt, 1_000), GUARD))
        .containsExactly(new AlertState(rule, FIRING));
  }

  /** The issue: errors in a service's first minutes, which are all that any window holds. */
  @Test
  void evaluate_newServiceWithFewEvents_neitherPagesNorTickets() {
    assertThat(always(new EventCounts(2, 19)))
        .containsExactly(LOW_TRAFFIC, LOW_TRAFFIC, LOW_TRAFFIC, LOW_TRAFFIC);
    assertThat(always(new EventCounts(1, 50)))
        .containsExactly(LOW_TRAFFIC, LOW_TRAFFIC, FIRING, FIRING);
    assertThat(always(new EventCounts(2, 100))).containsExactly(FIRING, FIRING, FIRING, FIRING);
  }

  /** The issue: ten requests an hour, one fails; a hundredfold burn that may ticket, not page. */
  @Test
  void evaluate_tenRequestsAnHour_theGuardDecides() {
    Map<Long, EventCounts> windows =
        Map.of(
            5 * MINUTE_MILLIS,
            new EventCounts(1, 1),
            30 * MINUTE_MILLIS,
            new EventCounts(1, 5),
            HOUR_MILLIS,
            new EventCounts(1, 10),
            2 * HOUR_MILLIS,
            new EventCounts(1, 20),
            6 * HOUR_MILLIS,
            new EventCounts(1, 60),
            DAY_MILLIS,
            new EventCounts(1, 240),
            3 * DAY_MILLIS,
            new EventCounts(1, 720));

    assertThat(outcomes(windows, GUARD)).containsExactly(LOW_TRAFFIC, LOW_TRAFFIC, FIRING, FIRING);
    assertThat(outcomes(windows, new AlertGuard(10, 10)))
        .containsExactly(FIRING, FIRING, FIRING, FIRING);
    assertThat(outcomes(windows, new AlertGuard(1_000, 1_000)))
        .containsExactly(LOW_TRAFFIC, LOW_TRAFFIC, LOW_TRAFFIC, LOW_TRAFFIC);
  }

  @Test
  void evaluate_silence_isLowTraffic() {
    assertThat(always(EventCounts.NONE))
        .containsExactly(LOW_TRAFFIC, LOW_TRAFFIC, LOW_TRAFFIC, LOW_TRAFFIC);
  }

  @Test
  void evaluate_noData_isNoData() {
    assertThat(always(EventCounts.MISSING)).containsExactly(NO_DATA, NO_DATA, NO_DATA, NO_DATA);
  }

  @Test
  void evaluate_countsThatCannotBe_isImplausible() {
    assertThat(always(new EventCounts(9, 3)))
        .containsExactly(IMPLAUSIBLE, IMPLAUSIBLE, IMPLAUSIBLE, IMPLAUSIBLE);
  }

  /** One window that is calm settles it; a burning one does not make up for a missing one. */
  @Test
  void evaluate_oneWindowMissing_isQuietOrNoData() {
    assertThat(outcomes(Map.of(HOUR_MILLIS, EventCounts.MISSING)).get(0)).isEqualTo(QUIET);
    assertThat(
            outcomes(
                    Map.of(
                        HOUR_MILLIS,
                        new EventCounts(2_000, 60_000),
                        5 * MINUTE_MILLIS,
                        EventCounts.MISSING))
                .get(0))
        .isEqualTo(NO_DATA);
    assertThat(
            outcomes(
                    Map.of(
                        HOUR_MILLIS,
                        EventCounts.MISSING,
                        5 * MINUTE_MILLIS,
                        new EventCounts(2_000, 5_000)))
                .get(0))
        .isEqualTo(NO_DATA);
  }

  @Test
  void guard_withoutEvents_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AlertGuard(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new AlertGuard(1, Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AlertGuard(Double.POSITIVE_INFINITY, 1));
  }

  private static List<Outcome> always(EventCounts counts) {
    long[] windows = {5, 30, 60, 120, 360, 1_440, 4_320};
    return outcomes(
        Arrays.stream(windows)
            .boxed()
            .collect(Collectors.toMap(minutes -> minutes * MINUTE_MILLIS, minutes -> counts)));
  }

  private static List<Outcome> outcomes(Map<Long, EventCounts> windows) {
    return outcomes(windows, GUARD);
  }

  /** Windows that are not given are calm. */
  private static List<Outcome> outcomes(Map<Long, EventCounts> windows, AlertGuard guard) {
    return PLAN
        .evaluate(
            window -> {
              EventCounts counts = windows.getOrDefault(window, CALM);
              return new WindowBurn(BurnRate.of(0, counts, 0.999, 1), counts.total());
            },
            guard)
        .stream()
        .map(AlertState::outcome)
        .toList();
  }
}
