package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers from the issue "SLO chains" and from chapter 5 of Google's SRE Workbook. */
class ChainExplanationTest {

  private static ChainExplanation explain(String yaml) {
    return ChainExplanation.of(Declared.plan(yaml), 0);
  }

  @Test
  void fiveServicesInSeries_multiply() {
    ChainExplanation five = explain(Declared.serial(5, "0.999", "0.999"));

    assertThat(five.availability()).isCloseTo(0.99501, within(5e-7));
    assertThat(five.reachable()).isFalse();
    assertThat(explain(Declared.serial(5, "0.999", "0.995")).reachable()).isTrue();
  }

  @Test
  void threeServices_needTheCubeRoot() {
    assertThat(explain(Declared.serial(3, "0.999", "0.999")).requiredPerService())
        .isCloseTo(0.99967, within(5e-6))
        .isCloseTo(Math.cbrt(0.999), within(1e-12));
  }

  @Test
  void twoBranchesWithNothingShared_failTogetherOnly() {
    ChainExplanation two =
        explain(
            Declared.chain(
                """
                objective: "0.999"
                services:
                - {name: a, objective: "0.99", errors: ae, total: at}
                - {name: b, objective: "0.99", errors: be, total: bt}
                stages:
                - {name: both, compose: Redundant, members: [a, b]}
                root: both
                """));

    assertThat(two.availability()).isCloseTo(0.9999, within(1e-12));
    assertThat(two.latencyBudget()).isNull();
  }

  @Test
  void checkout_hasItsWeakestItsGuaranteeAndItsLatency() {
    ChainExplanation checkout = explain(Declared.CHECKOUT);

    assertThat(checkout.availability()).isCloseTo(0.999 * 0.9998 * 0.995, within(1e-12));
    assertThat(checkout.weakest()).isEqualTo("payment-b");
    assertThat(checkout.guarantee()).isEqualTo("ReadCommitted");
    assertThat(checkout.weakenedBy()).containsExactly("ledger");
    assertThat(checkout.latencyBudget()).isEqualTo("300ms");
  }

  private static List<Double> factors(String yaml) {
    return explain(yaml).alerts().stream().map(ChainExplanation.Alert::factor).toList();
  }

  private static String shares(String... shares) {
    String[][] windows = {
      {"page", "1h", "5m"}, {"page", "6h", "30m"}, {"ticket", "1d", "2h"}, {"ticket", "3d", "6h"}
    };
    StringBuilder alerts = new StringBuilder("alerts:\n");
    for (int i = 0; i < shares.length; i++) {
      alerts.append(
          "- {severity: %s, long: %s, short: %s, budgetShare: \"%s\"}\n"
              .formatted(windows[i][0], windows[i][1], windows[i][2], shares[i]));
    }
    return alerts.toString();
  }

  @Test
  void factors_ofThirtyTwentyEightAndSevenDays() {
    assertThat(factors(Declared.one("0.999", "30d", ""))).containsExactly(14.4, 6.0, 3.0, 1.0);
    assertThat(factors(Declared.one("0.999", "28d", "")))
        .containsExactly(13.44, 5.6, 2.8, 0.933333333333);
    assertThat(factors(Declared.one("0.999", "7d", shares("0.08", "0.125", "0.2", "0.42"))))
        .containsExactly(13.44, 3.5, 1.4, 0.98);
  }

  @Test
  void alerts_haveTheirWindowsAsTheyAreWritten() {
    assertThat(explain(Declared.one("0.999", "30d", "")).alerts())
        .containsExactly(
            new ChainExplanation.Alert("page", 14.4, "1h", "5m"),
            new ChainExplanation.Alert("page", 6, "6h", "30m"),
            new ChainExplanation.Alert("ticket", 3, "1d", "2h"),
            new ChainExplanation.Alert("ticket", 1, "3d", "6h"));
  }

  @Test
  void arithmetic_isALineForEachStep() {
    List<String> lines = ChainArithmetic.lines(Declared.plan(Declared.CHECKOUT), 0);

    assertThat(lines)
        .contains(
            "  payment = 1 - (1 - payment-a) * (1 - payment-b) = 1 - (1 - 0.99) * (1 - 0.98) ="
                + " 0.9998",
            "  the branches of payment are taken for independent",
            "  gateway 50 ms + payment-a 150 ms + ledger 100 ms = 300 ms on the critical path",
            "  300 ms fits into 500 ms end to end",
            "  weakened by ledger");
  }

  /** 1.44 % errors at 99.9 %: exhausted in 50 h; a total outage reaches 14.4 after 51.84 s. */
  @Test
  void arithmetic_ofAlerts_saysWhenTheyFireAndHowLongTheBudgetLasts() {
    assertThat(ChainArithmetic.lines(Declared.plan(Declared.one("0.999", "30d", "")), 0))
        .contains(
            "  page: 0.02 * 30d / 1h = 14.4, on 1h and 5m; above 1.44 % of errors; at that rate the"
                + " budget lasts 50 h; a total outage fires it after 51.84 s");
  }

  @Test
  void arithmetic_withoutLatencies_namesWhoDeclaresNone() {
    assertThat(ChainArithmetic.lines(Declared.plan(Declared.one("0.999", "30d", "")), 0))
        .contains("  web declares no latencyBudget");
  }

  /** 14.4 for 30 days; the hour that March lacks in Berlin is 0.02 of the factor. */
  @ParameterizedTest
  @CsvSource({
    "2027-02-10T00:00:00Z, 28d, 13.44",
    "2028-02-10T00:00:00Z, 29d, 13.92",
    "2026-12-10T00:00:00Z, 31d, 14.88",
    "2027-03-10T00:00:00Z, 743h, 14.86",
    "2026-10-10T00:00:00Z, 745h, 14.9",
  })
  void calendarMonth_hasTheFactorOfItsActualLength(String time, String length, double factor) {
    ChainPlan plan =
        Declared.plan(
            Declared.one("0.999", "30d", "")
                .replace(
                    "period: 30d",
                    "calendar: {unit: Month, start: \"2026-01-01T00:00:00\", timeZone:"
                        + " Europe/Berlin}"));
    long nowMillis = Instant.parse(time).toEpochMilli();

    assertThat(ChainExplanation.of(plan, nowMillis).alerts().get(0).factor()).isEqualTo(factor);
    assertThat(ChainArithmetic.lines(plan, nowMillis))
        .anyMatch(line -> line.contains(", " + length + " long; the next has a length"))
        .anyMatch(line -> line.contains("page: 0.02 * " + length + " / 1h = "));
  }

  @Test
  void slices_areExplainedAsSuch() {
    ChainPlan plan =
        Declared.plan(
            Declared.one(
                "0.999",
                "30d",
                "budgetingMethod: Timeslices\ntimeSliceWindow: 1m\ntimeSliceTarget: \"0.95\"\n"));

    assertThat(ChainArithmetic.lines(plan, 0))
        .contains(
            "  1 - 0.999 = 0.1 % of the slices of 1m of 30d, as many as in 43.2 min of a total"
                + " outage",
            "  a slice is bad where less than 95 % of its events succeed; one without events counts"
                + " for nothing");
  }

  /** 0.0001 * 10,550 * 100 million, and 90 ms * 100 million * 0.01 a second. */
  @Test
  void economics_nameTheGuaranteeWithTheLeastTotal_andWhatAnHourInAModeCosts() {
    String economics =
        """
        economics:
          currency: USD
          wrongAnswer: "10550"
          delaySecond: "0.01"
          requestsPerDay: 100000000
          guarantees:
          - {guarantee: Serializable, wrongProbability: "0", delay: 90ms}
          - {guarantee: Eventual, wrongProbability: "0.0001"}
          modes: [{mode: Degraded, perMinute: "120"}]
        """;

    assertThat(ChainArithmetic.lines(Declared.plan(Declared.one("0.999", "30d", economics)), 0))
        .endsWith(
            "costs of a day of 100000000 requests, in USD",
            "  Serializable: 0 of wrong answers + 90000 of waiting = 90000",
            "  Eventual: 105500000 of wrong answers + 0 of waiting = 105500000",
            "  least with Serializable",
            "  an hour in Degraded: 60 * 120 = 7200");
  }
}
