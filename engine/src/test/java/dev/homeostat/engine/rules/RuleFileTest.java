package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.slo.alert.AlertRule;
import dev.homeostat.slo.alert.Severity;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Prometheus makes of the rules is tested with promtool, in the module e2e/real. */
class RuleFileTest {

  private static final ChainPlan CHECKOUT = Declared.plan(Declared.CHECKOUT);

  private static List<Rule> rules(ChainPlan plan) {
    return ChainRules.of(plan, 0).stream().flatMap(group -> group.rules().stream()).toList();
  }

  private static List<Rule.Alerting> alerts(ChainPlan plan) {
    return rules(plan).stream()
        .filter(Rule.Alerting.class::isInstance)
        .map(Rule.Alerting.class::cast)
        .toList();
  }

  @Test
  void of_sameChain_isTheSameBytes() {
    String again = Declared.yaml(List.of(Declared.plan(Declared.CHECKOUT)));

    assertThat(Declared.yaml(List.of(CHECKOUT))).isEqualTo(again);
  }

  @Test
  void recordings_areNamedLevelMetricOperations() {
    for (Rule rule : rules(CHECKOUT)) {
      if (rule instanceof Rule.Recording recording) {
        assertThat(recording.name()).matches("chain(_member)?(_window)?:slo_[a-z_]+:[a-z_]+");
      }
    }
  }

  /** Prometheus warns of two rules that record one series. */
  @Test
  void recordings_ofOneName_differInTheirLabels() {
    Set<String> seen = new HashSet<>();
    for (Rule rule : rules(CHECKOUT)) {
      if (rule instanceof Rule.Recording recording) {
        assertThat(seen.add(recording.name() + recording.labels())).as(recording.name()).isTrue();
      }
    }
  }

  @Test
  void rawSamples_areNeverReadForLongerThanSixHours() {
    Matcher ranges =
        Pattern.compile("(?:increase|resets|count_over_time)\\([^\\[]*\\[(\\w+)]")
            .matcher(Declared.yaml(List.of(CHECKOUT)));
    Set<String> found = new HashSet<>();
    while (ranges.find()) {
      found.add(ranges.group(1));
    }

    assertThat(found).containsExactlyInAnyOrder("5m", "30m", "1h", "2h", "6h");
  }

  @Test
  void period_isCountedFromFiveMinuteCountsEachOnce() {
    assertThat(Declared.yaml(List.of(CHECKOUT)))
        .contains(
            "sum_over_time(chain_member_window:slo_events:increase{namespace=\"shop\","
                + "chain=\"checkout\",window=\"5m\"}[2591999s:5m])");
    assertThat(RuleWindows.steps(86_400_000, 300_000)).isEqualTo("[86399s:5m]");
  }

  @Test
  void alerts_carryChainSeverityAndTexts() {
    ChainPlan plan =
        Declared.plan(
            Declared.chain(
                "api",
                "homeostat.dev/runbook-url: https://run.example/a,"
                    + " homeostat.dev/dashboard-url: https://dash.example/a,"
                    + " alert-labels.homeostat.dev/team: payments",
                Declared.SMALL));

    Rule.Alerting page = alerts(plan).get(0);
    assertThat(page.labels())
        .containsEntry("namespace", "shop")
        .containsEntry("chain", "api")
        .containsEntry("severity", "page")
        .containsEntry("scope", "chain")
        .containsEntry("team", "payments");
    assertThat(page.annotations())
        .containsEntry("runbook_url", "https://run.example/a")
        .containsEntry("dashboard_url", "https://dash.example/a")
        .containsKeys("summary", "description");
    assertThat(page.expression()).contains("group_left(likely_cause)");
  }

  /** The one service of a chain is the chain: a second alert would say the same. */
  @Test
  void alerts_ofAChainOfOneService_areTheChainsAlone() {
    ChainPlan one = Declared.plan(Declared.one("0.999", "30d", ""));

    assertThat(alerts(one)).extracting(Rule.Alerting::name).doesNotContain("SLOMemberBurnRate");
    assertThat(alerts(CHECKOUT))
        .filteredOn(alert -> alert.name().equals("SLOMemberBurnRate"))
        .hasSize(4);
  }

  /** 14.4 * (1 - 0.9) is above 1: the page on 1h is left out, and the one on 6h stays. */
  @Test
  void alertsThatCannotFire_areInNoExpression() {
    ChainPlan plan = Declared.plan(Declared.one("0.9", "30d", ""));

    assertThat(plan.alerts().rules())
        .extracting(AlertRule::severity)
        .containsExactly(Severity.PAGE, Severity.TICKET, Severity.TICKET);
    assertThat(Declared.yaml(List.of(plan))).doesNotContain("> 14.4").contains("> 6");
  }

  /** Figures of the design: 1 - 0.999 * (1 - product), here with what the branches share. */
  @Test
  void redundantStage_withASharedPart_putsItInSeries() {
    ChainPlan plan =
        Declared.plan(
            Declared.CHECKOUT.replace(
                "waitedFor: payment-a", "waitedFor: payment-a, sharedAvailability: \"0.9995\""));

    assertThat(Declared.yaml(List.of(plan))).contains("1 - 0.9995 * (1 - (sum without (member) (");
  }

  @Test
  void twoChainsOfOneName_collide() {
    RuleFile rules = RuleFile.of(List.of(CHECKOUT, CHECKOUT), 0);

    assertThat(rules).isInstanceOf(RuleFile.Refused.class);
    assertThat(((RuleFile.Refused) rules).problems())
        .singleElement()
        .hasToString(
            "LabelCollision: SLOChain shop/checkout: chain 2 has the namespace and name of chain 1,"
                + " so all their series would collide; rename one of them");
  }

  @Test
  void moreThanAConfigMapHolds_isRefusedWithTheLargest() {
    List<ChainPlan> plans = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      plans.add(Declared.plan(Declared.serial(3, "0.999", "0.99").replace("checkout", "c" + i)));
    }
    plans.add(CHECKOUT);

    RuleFile rules = RuleFile.of(plans, 0);

    assertThat(rules).isInstanceOf(RuleFile.Refused.class);
    assertThat(((RuleFile.Refused) rules).problems())
        .singleElement()
        .asString()
        .startsWith("RulesTooLarge: SLOChain shop/checkout: the rules of 61 chains take ")
        .contains("more than the 1048576 of a ConfigMap")
        .endsWith("put the chains into several files");
  }

  /** 1,000 chains of 5 members in 2 s, of processor time: others may use the machine too. */
  @Test
  void aThousandChainsOfFive_takeLessThanTwoSeconds() {
    List<ChainPlan> plans =
        Collections.nCopies(1_000, Declared.plan(Declared.serial(5, "0.999", "0.99")));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long begun = threads.getCurrentThreadCpuTime();
    long bytes =
        plans.stream().mapToLong(plan -> RuleYaml.of(ChainRules.of(plan, 0)).length()).sum();

    assertThat(bytes).isPositive();
    assertThat(TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - begun))
        .isLessThan(2_000);
  }

  @Test
  void expression_beyondAscii_isQuoted() {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("a", "1.0");
    Rule rule = new Rule.Recording("x", "y{z=\"é\"}", labels);

    assertThat(RuleYaml.of(List.of(new RuleGroup("g", 60, List.of(rule)))))
        .isEqualTo(
            """
            # Written by homeostat slo rules; change the SLOChain instead.
            groups:
            - name: "g"
              interval: 1m
              rules:
              - record: x
                expr: "y{z=\\"\\u00E9\\"}"
                labels:
                  a: "1.0"
            """);
  }

  @Test
  void inhibition_neverSilencesASourceByItself() {
    Pattern rule =
        Pattern.compile(
            "source_matchers: \\[(.*)]\\s+target_matchers: \\[(.*)]\\s+equal: \\[(.*)]");
    Matcher found = rule.matcher(InhibitRules.yaml());
    int rules = 0;
    while (found.find()) {
      rules++;
      boolean apart = false;
      for (String source : found.group(1).split(", ", -1)) {
        String label = source.substring(0, source.indexOf('='));
        apart |= found.group(2).contains(label + "=") && !found.group(2).contains(source);
      }
      assertThat(apart).as(found.group()).isTrue();
    }
    assertThat(rules).isEqualTo(5);
  }
}
