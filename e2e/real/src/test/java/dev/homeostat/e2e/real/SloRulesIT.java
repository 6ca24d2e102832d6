package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.homeostat.crds.YamlFile;
import dev.homeostat.e2e.cluster.Promtool;
import dev.homeostat.engine.imports.SloImport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of SLOChains, evaluated by Prometheus' own engine. */
class SloRulesIT {

  private static final String RATIO = "chain_member_window:slo_errors:ratio";
  private static final String BURN = "chain_member_window:slo_burn_rate:ratio";
  private static final String PROBLEM = "chain_member:slo_problem:info";
  private static final String ONE =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: api, namespace: shop}
      spec:
        source: main
        objective: "0.999"
        services:
        - {name: web, objective: "0.999", errors: e_total, total: t_total}
        root: web
      """;

  /** The chain of the end-to-end tests: gateway, two redundant payment backends, ledger. */
  private static final String CHECKOUT =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: checkout, namespace: shop}
      spec:
        source: main
        objective: "0.99"
        services:
        - {name: gateway, objective: "0.999", errors: 'e{s="g"}', total: 't{s="g"}'}
        - {name: payment-a, objective: "0.99", errors: 'e{s="a"}', total: 't{s="a"}'}
        - {name: payment-b, objective: "0.98", errors: 'e{s="b"}', total: 't{s="b"}'}
        - {name: ledger, objective: "0.995", errors: 'e{s="l"}', total: 't{s="l"}'}
        stages:
        - {name: payment, compose: Redundant, members: [payment-a, payment-b]}
        - {name: checkout, compose: Serial, members: [gateway, payment, ledger]}
        root: checkout
      """;

  private static Promtool promtool;

  @TempDir private Path folder;

  @BeforeAll
  static void findPromtool() throws Exception {
    promtool = Promtool.find();
  }

  private RuleTrial trial(String chains) throws Exception {
    return new RuleTrial(folder, promtool, chains);
  }

  /**
   * A file of the optional data folder beside the project; it must be there on the build server.
   */
  private static Path data(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw")) && root.getParent() != null) {
      root = root.getParent();
    }
    Path file = root.resolveSibling("shared").resolve("data").resolve(name);
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(Files.exists(file), "skipped, since ../shared/data is not there");
    }
    return file;
  }

  private static String near(String expression, double expected) {
    return String.format(Locale.ROOT, "abs((%s) - %.12f) < bool 1e-9", expression, expected);
  }

  @Test
  void check_everyRule_isClean() throws Exception {
    for (String chains : List.of(ONE, CHECKOUT, ONE + "---\n" + CHECKOUT)) {
      Promtool.Verdict verdict = trial(chains).check();

      assertThat(verdict.exitCode()).as(verdict.output()).isZero();
      assertThat(verdict.output()).contains("SUCCESS").doesNotContain("duplicate");
    }
  }

  @Test
  void silence_ofHalfAnHour_leavesNoNaNThenNorHoursLater() throws Exception {
    RuleTrial trial =
        trial(ONE)
            .series("e_total", "0+1x120 120x30 _x30 120+1x180")
            .series("t_total", "0+100x120 12000x30 _x30 12000+100x180");
    for (String time : List.of("2h20m", "2h45m", "3h5m", "5h50m")) {
      trial.expectNothing(time, BURN + " != " + BURN);
      trial.expectNothing(time, RATIO + " != " + RATIO);
      trial.holds(time, near(BURN + "{window=\"30d\"}", 10));
    }
    trial.expectNothing("2h29m", BURN + "{window=\"5m\"}");
    trial.expect("2h58m", "count(" + PROBLEM + "{reason=\"LowTraffic\"}) or vector(0)", 0);
    trial.run(1);
  }

  /** Issues 332 and 241 of Sloth: (8 * 12) / (16 * 12 * 1000 + 8 * 12 * 2) and not 8/24 / 2. */
  @Test
  void quietNight_afterABusyDay_weighsNoMoreThanItsEvents() throws Exception {
    trial(ONE)
        .series("e_total", "0x960 0.2+0.2x490")
        .series("t_total", "0+200x960 192000.4+0.4x490")
        .holds("24h2m", near(RATIO + "{window=\"1d\"}", 96.0 / 192_192))
        .holds("24h2m", near(RATIO + "{window=\"30d\"}", 0.000_499_500_499_500))
        .run(1);
  }

  @Test
  void newService_failingAtFirst_neitherPagesNorTickets() throws Exception {
    RuleTrial trial = trial(ONE).series("e_total", "0+2x60").series("t_total", "0+100x60");
    for (int minute = 1; minute <= 5; minute++) {
      trial.expectNothing(minute + "m", "ALERTS");
    }
    // The burn rate itself is told: 2 % errors are 20 times 0.1 %.
    trial.holds("3m", near(BURN + "{window=\"1h\"}", 20));
    // 14.4 / 20 of an hour: from then on 2 % of the budget are gone, and that is a page.
    trial.expectNothing("42m", "ALERTS");
    trial.expect("46m", "count(ALERTS{alertname=\"SLOChainBurnRate\",severity=\"page\"})", 1);
    trial.run(1);
  }

  /** Ten requests an hour at 99.9 %: one failure burns 100 times too fast, and may not page. */
  @Test
  void lowTraffic_oneFailure_pagesNobodyAndSaysSo() throws Exception {
    trial(ONE)
        .series("e_total", "0x200 1x100")
        .series("t_total", "0x5 1x5 " + steps(30))
        .expectNothing("4h", BURN + "{window=\"1h\"}")
        .expectNothing("4h", "ALERTS{severity=\"page\"}")
        .expect("4h", "count(" + PROBLEM + "{member=\"web\",reason=\"LowTraffic\"})", 1)
        .run(1);
  }

  private static String steps(int count) {
    StringBuilder values = new StringBuilder();
    for (int i = 2; i < count + 2; i++) {
      values.append(i).append("x9 ");
    }
    return values.toString();
  }

  /** Error ratios 1 %, 10 %, 20 %, 2 %: 1 - 0.99 * (1 - 0.1 * 0.2) * 0.98. */
  @Test
  void chain_ofStages_isComposedAsDeclared() throws Exception {
    RuleTrial trial = trial(CHECKOUT);
    service(trial, "g", 1);
    service(trial, "a", 10);
    service(trial, "b", 20);
    service(trial, "l", 2);
    double ratio = 1 - 0.99 * (1 - 0.1 * 0.2) * 0.98;
    for (String window : List.of("5m", "1h", "6h", "1d", "30d")) {
      trial.holds("3h", near(BURN + "{member=\"\",window=\"" + window + "\"}", ratio / 0.01));
    }
    trial
        .holds("3h", near(RATIO + "{member=\"payment\",window=\"1h\"}", 0.02))
        .expect("3h", "count(" + BURN + "{member=\"\"})", 8)
        .expect("3h", "count(chain:slo_weakest:info{likely_cause=\"payment-b\"})", 1)
        .run(5);
  }

  private static void service(RuleTrial trial, String name, int errors) {
    trial.series("e{s=\"" + name + "\"}", "0+" + errors + "x400");
    trial.series("t{s=\"" + name + "\"}", "0+100x400");
  }

  @Test
  void redundantBranch_silent_isNotCountedOn() throws Exception {
    RuleTrial trial = trial(CHECKOUT);
    service(trial, "g", 0);
    service(trial, "a", 10);
    service(trial, "l", 0);
    trial
        .holds("2h", near(RATIO + "{member=\"checkout\",window=\"1h\"}", 0.1))
        .expect("2h", "count(" + PROBLEM + "{member=\"payment-b\",reason=\"TotalMissing\"})", 1)
        .expect("2h", "count(ALERTS{alertname=\"SLOChainDataProblem\",alertstate=\"firing\"})", 1)
        .run(5);
  }

  @Test
  void neededService_silent_leavesTheChainWithoutARatio() throws Exception {
    RuleTrial trial = trial(CHECKOUT);
    service(trial, "g", 0);
    service(trial, "a", 10);
    service(trial, "b", 10);
    trial.expectNothing("2h", BURN + "{member=\"\"}").run(5);
  }

  @Test
  void errors_withoutASeries_areNoneAndNamed() throws Exception {
    trial(ONE)
        .series("t_total", "0+100x200")
        .expect("2h", "max(" + BURN + "{window=\"1h\",member=\"web\"})", 0)
        .expect("2h", "count(" + PROBLEM + "{reason=\"ErrorsMissing\"})", 1)
        .run(5);
  }

  @Test
  void errors_moreThanEvents_countAsAllAndAreNamed() throws Exception {
    trial(ONE)
        .series("e_total", "0+150x200")
        .series("t_total", "0+100x200")
        .expect("2h", "max(" + RATIO + "{window=\"1h\"})", 1)
        .expect("2h", "count(" + PROBLEM + "{reason=\"ErrorsAboveEvents\"})", 1)
        .run(5);
  }

  /** One of them alone would be a burn rate of 10 or of 30: none is dropped without a word. */
  @Test
  void twoSeries_ofOneIndicator_areBothCounted() throws Exception {
    trial(ONE)
        .series("e_total{pod=\"a\"}", "0+1x200")
        .series("e_total{pod=\"b\"}", "0+3x200")
        .series("t_total{pod=\"a\"}", "0+100x200")
        .series("t_total{pod=\"b\"}", "0+100x200")
        .holds("3h", near(BURN + "{window=\"1h\"}", 20))
        .expect("3h", "min(chain_member_window:slo_series:count{member=\"web\"})", 2)
        .expect("3h", "count(" + named("SeveralSeries", "errors") + ")", 1)
        .expect("3h", "count(" + named("SeveralSeries", "total") + ")", 1)
        .expectNothing("3h", "ALERTS{alertname=\"SLOChainDataProblem\"}")
        .run(5);
  }

  private static String named(String reason, String indicator) {
    return PROBLEM + "{member=\"web\",reason=\"" + reason + "\",indicator=\"" + indicator + "\"}";
  }

  /** Nobody is woken for a second Pod or a restart: they are only told. */
  @Test
  void oneSeriesThatOnlyRises_isNothingToTell() throws Exception {
    trial(ONE)
        .series("e_total", "0+1x200")
        .series("t_total", "0+100x200")
        .expect("3h", "max(chain_member_window:slo_series:count)", 1)
        .expect("3h", "max(chain_member_window:slo_resets:sum)", 0)
        .expectNothing("3h", PROBLEM + "{reason!=\"HistoryShort\"}")
        .run(5);
  }

  @Test
  void counters_reset_countOnFromZero() throws Exception {
    trial(ONE)
        .series("e_total", "0+1x99 0+1x100")
        .series("t_total", "0+100x99 0+100x100")
        .holds("2h30m", near(BURN + "{window=\"6h\"}", 10))
        .expectNothing("1h35m", PROBLEM + "{reason=\"CounterReset\"}")
        .expect("2h", "min(chain_member_window:slo_resets:sum{member=\"web\"})", 1)
        .expect("2h", "count(" + named("CounterReset", "errors") + ")", 1)
        .expect("2h", "count(" + named("CounterReset", "total") + ")", 1)
        .expectNothing("2h30m", "ALERTS")
        // An hour later it is over.
        .expectNothing("2h50m", PROBLEM + "{reason=\"CounterReset\"}")
        .run(5);
  }

  /** What inhibition goes by: one alert of the chain, one cause among its members. */
  @Test
  void degradedMembers_haveOneCauseAndOneAlertOfTheChain() throws Exception {
    RuleTrial trial = trial(CHECKOUT);
    service(trial, "g", 20);
    service(trial, "a", 30);
    service(trial, "b", 40);
    service(trial, "l", 30);
    String firing = "ALERTS{severity=\"page\",alertstate=\"firing\"";
    trial
        .expect("3h", "count(" + firing + ",scope=\"chain\",likely_cause=\"payment-b\"})", 1)
        .expect("3h", "count(" + firing + ",role=\"cause\",member=\"payment-b\"})", 1)
        .expect("3h", "count(" + firing + ",role=\"affected\"})", 3)
        .run(5);
  }

  private RuleTrial besideSloth() throws Exception {
    SloImport imported =
        SloImport.of(List.of(YamlFile.read(data("sloth/getting-started.yml"))), "main", "default");
    assertThat(imported.refused()).isEmpty();
    return trial(imported.yaml()).beside(data("sloth/_gen/getting-started.yml"));
  }

  private static String requests(String code) {
    return "http_request_duration_seconds_count{job=\"myservice\",code=\"" + code + "\"}";
  }

  private static String sloth(String window) {
    return "max(slo:sli_error:ratio_rate" + window + "{sloth_service=\"myservice\"})";
  }

  private static String ours(String window) {
    return "max("
        + RATIO
        + "{chain=\"myservice-requests-availability\",window=\""
        + window
        + "\"})";
  }

  /** Four days of traffic that changes, with two incidents; every window of both has a value. */
  @Test
  void sloth_onTheSameSamples_agreesInEveryWindow() throws Exception {
    RuleTrial trial =
        besideSloth()
            .series(requests("200"), "0+300x1500 450300+120x2000 690420+510x2400")
            .series(requests("500"), "0x1400 3+3x400 1203x2000 1203+11x2100")
            .series(requests("429"), "0+0.5x5900");
    for (String time : List.of("1d1h", "3d2h10m", "4d")) {
      for (String window : List.of("5m", "30m", "1h", "2h", "6h")) {
        trial.holds(time, "abs(%s - %s) < bool 1e-9".formatted(ours(window), sloth(window)));
      }
    }
    // Counted in slots of 5 minutes, of which the last one may be 5 minutes old; so it is asked
    // where the traffic has been even long enough for that to make no difference.
    trial.run(5);
  }

  /** Even traffic, so that slots of 5 minutes and raw samples hold the same share. */
  @Test
  void sloth_onEvenTraffic_agreesInTheLongWindowsToo() throws Exception {
    RuleTrial trial =
        besideSloth().series(requests("200"), "0+300x5900").series(requests("500"), "0+7x5900");
    for (String window : List.of("1d", "3d")) {
      trial.holds("4d", "abs(%s - %s) < bool 1e-9".formatted(ours(window), sloth(window)));
    }
    trial.run(5);
  }

  /** The guard that makes the difference is minEvents: Sloth divides 0 by 0. */
  @Test
  void sloth_afterSilence_isNaNWhereWeHaveAValue() throws Exception {
    besideSloth()
        .series(requests("200"), "0+300x120 36000x40 36000+300x300")
        .series(requests("500"), "0+3x120 360x40 360+3x300")
        .expect("2h30m", "count(" + sloth("5m") + " != " + sloth("5m") + ")", 1)
        .expectNothing("2h30m", ours("5m"))
        .expect("6h", "count(" + sloth("30d") + " != " + sloth("30d") + ")", 1)
        .holds("6h", near(ours("30d"), 3.0 / 303))
        .run(1);
  }

  /** The guard that makes the difference is the coverage of the long window. */
  @Test
  void sloth_onANewService_pagesWhereWeDoNot() throws Exception {
    besideSloth()
        .series(requests("200"), "0+98x30")
        .series(requests("500"), "0+2x30")
        .expect("3m", "count(ALERTS{sloth_severity=\"page\",alertstate=\"firing\"})", 1)
        .expectNothing("3m", "ALERTS{chain!=\"\"}")
        .holds("3m", "abs(%s - %s) < bool 1e-9".formatted(ours("1h"), sloth("1h")))
        .run(1);
  }

  /** The guard that makes the difference is minEvents: 50 % of 2 events page nobody. */
  @Test
  void sloth_onLowTraffic_hasARatioWhereWeSayLowTraffic() throws Exception {
    besideSloth()
        .series(requests("200"), "0x55 1x60")
        .series(requests("500"), "0x55 1x60")
        .holds("58m", near(sloth("1h"), 0.5))
        .expectNothing("58m", ours("1h"))
        .expect("58m", "count(" + PROBLEM + "{reason=\"LowTraffic\"})", 1)
        .run(1);
  }

  /** Sloth's ratio of the period is a mean of ratios, by design; ours counts events. */
  @Test
  void sloth_onAQuietNight_differsInThePeriod() throws Exception {
    besideSloth()
        .series(requests("200"), "0+200x960 192000.2+0.2x490")
        .series(requests("500"), "0x960 0.2+0.2x490")
        .holds("24h2m", near(ours("30d"), 96.0 / 192_192))
        .holds("24h2m", sloth("30d") + " > bool 0.16")
        .run(1);
  }
}
