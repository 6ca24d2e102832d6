package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.cluster.Promtool;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calendar periods and time slices, evaluated by Prometheus' own engine, which begins in 1970. */
class SloPeriodsIT {

  private static final String BURN = "chain_member_window:slo_burn_rate:ratio";
  private static final String LEFT = "chain_member:slo_budget_remaining:ratio{member=\"web\"}";
  private static final String PAGE = "ALERTS{alertname=\"SLOChainBurnRate\",severity=\"page\"}";
  private static final String TIMESLICES =
      """
      budgetingMethod: Timeslices
      timeSliceWindow: 5m
      timeSliceTarget: "0.99"
      """;
  private static final String RATIO_TIMESLICES =
      "budgetingMethod: RatioTimeslices\ntimeSliceWindow: 5m\n";
  private static final String MONTH =
      "calendar: {unit: Month, start: \"2026-01-01T00:00:00\", timeZone: UTC}\n";

  /** In Berlin a day of 1970 begins at 23:00 UTC. */
  private static final String DAY =
      """
      calendar: {unit: Day, start: "2026-01-01T00:00:00", timeZone: Europe/Berlin}
      alerts: [{severity: page, long: 1h, short: 5m, budgetShare: "0.1"}]
      """;

  private static Promtool promtool;

  @TempDir private Path folder;

  @BeforeAll
  static void findPromtool() throws Exception {
    promtool = Promtool.find();
  }

  private static String one(String objective, String more) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: SLOChain
    metadata: {name: api, namespace: shop}
    spec:
      source: main
      objective: "%s"
      services:
      - {name: web, objective: "%s", errors: e_total, total: t_total}
      root: web
    """
            .formatted(objective, objective)
        + more.indent(2);
  }

  private static String two(String more) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: SLOChain
    metadata: {name: pair, namespace: shop}
    spec:
      source: main
      objective: "0.9"
      services:
      - {name: web, objective: "0.9", errors: e_total, total: t_total}
      - {name: db, objective: "0.9", errors: d_total, total: t_total}
      stages: [{name: all, compose: Serial, members: [web, db]}]
      root: all
    """
        + more.indent(2);
  }

  private RuleTrial trial(String chains) throws Exception {
    return new RuleTrial(folder, promtool, chains);
  }

  private static String near(String expression, double expected) {
    return String.format(Locale.ROOT, "abs((%s) - %.12f) < bool 1e-9", expression, expected);
  }

  private static String window(String window) {
    return BURN + "{member=\"web\",window=\"" + window + "\"}";
  }

  private static String bad(String member) {
    return "chain_member_window:slo_bad_slices:sum{window=\"6h\",member=\"" + member + "\"}";
  }

  @Test
  void check_everyRule_isClean() throws Exception {
    for (String more :
        List.of(TIMESLICES, RATIO_TIMESLICES, MONTH, DAY, DAY + TIMESLICES, MONTH + TIMESLICES)) {
      Promtool.Verdict verdict = trial(one("0.99", more) + "---\n" + two(more)).check();

      assertThat(verdict.exitCode()).as(verdict.output()).isZero();
      assertThat(verdict.output()).contains("SUCCESS").doesNotContain("duplicate");
    }
  }

  /**
   * 100 events a minute; in ten minutes, two slices, 5 % fail, and in ten others 1 %, which just
   * keeps the target. Half an hour of silence is six slices that are not counted, and the last ten
   * minutes are two, so that the groups may be evaluated in any order.
   */
  @Test
  void timeslices_countBadSlicesOfThoseWithEvents() throws Exception {
    trial(one("0.9", TIMESLICES))
        .series("e_total", "0x59 0+5x10 50x49 50+1x10 60x300")
        .series("t_total", "0+100x180 18000x30 18000+100x138 31800x60")
        .holds("6h", "chain_member_window:slo_slices:count{window=\"6h\"} == bool 64")
        .holds("6h", bad("web") + " == bool 2")
        .holds("6h", near(window("6h"), 2.0 / 64 / 0.1))
        .holds("6h", near(LEFT, 1 - 2.0 / 64 / 0.1))
        .expectNothing("3h30m", window("5m"))
        .run(5);
  }

  /** Four busy hours without an error, and 22 slices of 2.5 events of which half fail. */
  @Test
  void ratioTimeslices_areTheMeanOfTheSlices_whateverTheirTraffic() throws Exception {
    trial(one("0.5", RATIO_TIMESLICES))
        .series("e_total", "0x240 0.25+0.25x109 27.5x60")
        .series("t_total", "0+200x240 48000.5+0.5x109 48055x60")
        .holds("6h", near(window("6h"), (22 * 0.5) / 70 / 0.5))
        .run(5);
  }

  /** 6 % of each fail: a slice of each is good at a target of 90 %, and the chain's is not. */
  @Test
  void sliceOfAChain_isJudgedAsAWhole() throws Exception {
    trial(two(TIMESLICES.replace("0.99", "0.9")))
        .series("e_total", "0+6x400")
        .series("d_total", "0+6x400")
        .series("t_total", "0+100x400")
        .holds("6h", bad("web") + " == bool 0")
        .holds("6h", bad("all") + " >= bool 71")
        .holds("6h", near(BURN + "{window=\"6h\",member=\"\"}", 10))
        .run(5);
  }

  /** 1.46 % of errors are 14.6 times 0.1 %: a page above 14.4, and none above 14.88. */
  @Test
  void month_hasTheFactorsOfItsLength() throws Exception {
    for (String period : List.of("period: 30d\n", MONTH)) {
      trial(one("0.999", period))
          .series("e_total", "0+14.6x200")
          .series("t_total", "0+1000x200")
          .expect("2h", "count(" + PAGE + ") or vector(0)", period.equals(MONTH) ? 0 : 1)
          .run(5);
    }
  }

  /** Three hours of a month of 31 days have passed, at ten times the rate that lasts for it. */
  @Test
  void month_soFar_hasSpentItsShare() throws Exception {
    trial(one("0.999", MONTH))
        .series("e_total", "0+10x200")
        .series("t_total", "0+1000x200")
        .holds("3h", near("chain:slo_period_length:ratio", 31.0 / 30))
        .holds("3h", near(window("period"), 10))
        .holds("3h", near(LEFT, 1 - 10 * 3 / 744.0))
        .expectNothing("3h", "chain_member:slo_problem:info{reason=\"HistoryShort\"}")
        .run(5);
  }

  /** All fail until midnight in Berlin, 23 h after the first sample, and nothing after it. */
  @Test
  void newPeriod_countsNothingOfTheOldOne_andRulesAfterTheNextSaySo() throws Exception {
    RuleTrial trial =
        trial(one("0.9", DAY) + "---\n" + two(DAY + RATIO_TIMESLICES))
            .series("e_total", "0+100x1380 138000x3000")
            .series("d_total", "0x5000")
            .series("t_total", "0+100x5000")
            // A slot that begins before midnight is not of the new day, and one is still to come.
            .holds("22h50m", near(BURN + "{chain=\"api\",member=\"\",window=\"period\"}", 10))
            .holds("23h20m", near(BURN + "{chain=\"api\",member=\"\",window=\"period\"}", 0))
            .holds("23h20m", near(BURN + "{chain=\"pair\",member=\"\",window=\"period\"}", 0))
            .holds("25h", near("chain_member:slo_budget_remaining:ratio{member=\"\"}", 1))
            .holds("25h", near("chain:slo_period_passed:ratio{chain=\"api\"}", 2 / 24.0));
    String over = "chain_member:slo_problem:info{chain=\"api\",reason=\"PeriodOver\"}";
    trial
        .expectNothing("46h50m", over)
        .expect("47h10m", "count(" + over + ")", 1)
        .expectNothing("47h10m", BURN + "{window=\"period\"}")
        .expect("48h", "count(ALERTS{alertname=\"SLOChainDataProblem\",chain=\"api\"})", 1)
        .run(5);
  }
}
