package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with a chain is told with its path, and what to do. */
class ChainPlanCompilerTest {

  private static String with(String from, String to) {
    assertThat(Declared.CHECKOUT).as(from).contains(from);
    return Declared.CHECKOUT.replace(from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "objective: \"0.99\" | objective: \"1.0\" | spec.objective: expected a ratio strictly"
            + " between 0 and 1",
        "objective: \"0.98\" | objective: \"0.0\" | spec.services[2].objective: expected a ratio",
        "latency: 500ms | latency: 5x | spec.latency: expected a duration",
        "latency: 500ms | period: 30m | spec.period: expected 1h or more",
        "requiredGuarantee: SnapshotIsolation | requiredGuarantee: Strong |"
            + " spec.requiredGuarantee: expected StrictSerializable",
        "errors: 'e{s=\"g\"}' | errors: 'rate(e[5m])' | spec.services[0].errors: expected a PromQL"
            + " selector of a counter",
        "total: 't{s=\"l\"}' | total: 't{s=l}' | spec.services[3].total: expected a PromQL"
            + " selector",
        "name: ledger | name: Ledger | spec.services[3].name: expected at most 40 of a-z",
        "latencyBudget: 50ms | latencyBudget: 0s | spec.services[0].latencyBudget: expected a"
            + " duration",
        "[gateway, payment, ledger] | [gateway, payment, leger] | spec.stages[1].members[2]:"
            + " 'leger' is neither a service nor a stage; name one that is declared",
        "[gateway, payment, ledger] | [gateway, payment, checkout] | stages contain each other:"
            + " checkout -> checkout",
        "name: payment, | name: gateway, | spec.stages[0].name: gateway is the name of services[0]"
            + " already",
        "waitedFor: payment-a | waitedFor: ledger | spec.stages[0].waitedFor: 'ledger' is no"
            + " member",
        "compose: Serial | compose: Parallel | spec.stages[1].compose: expected Serial, Redundant"
            + " or FanOut",
        "root: checkout | root: chekout | spec.root: 'chekout' is neither a service nor a stage",
        "latency: 500ms | minEvents: 0 | spec.minEvents: expected 1 or more",
        "latency: 500ms | alerts: [{severity: email, long: 1h, short: 5m, budgetShare: \"0.02\"}] |"
            + " spec.alerts[0].severity: expected page or ticket",
        "latency: 500ms | alerts: [{severity: page, long: 40d, short: 5m, budgetShare: \"0.02\"}] |"
            + " spec.alerts[0].long: ",
        "latency: 500ms | alerts: [{severity: page, long: 1h, short: 2h, budgetShare: \"0.02\"}] |"
            + " spec.alerts[0].short: ",
        "latency: 500ms | period: 2h | spec.period: "
      })
  void wrong_isNamedWithItsPlace(String from, String to, String problem) {
    assertThat(Declared.problems(with(from, to))).contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '%',
      value = {
        "calendar: {unit: Month, start: \"2026-01-01T00:00:00\", timeZone: UTC}, period: 30d |"
            + " spec.calendar: expected period or calendar, found both",
        "calendar: {unit: Moon, start: \"2026-01-01T00:00:00\", timeZone: UTC} |"
            + " spec.calendar.unit: expected Day, Week, Month, Quarter or Year, found Moon",
        "calendar: {unit: Month, start: \"2026-02-30T00:00:00\", timeZone: UTC} |"
            + " spec.calendar.start: expected a local time such as",
        "calendar: {unit: Month, start: \"2026-01-01T00:00:00\", timeZone: Mars/Base} |"
            + " spec.calendar.timeZone: expected a time zone such as",
        "calendar: {unit: Year, count: 2, start: \"2026-01-01T00:00:00\", timeZone: UTC} |"
            + " spec.calendar.count: expected a period of at most a year",
        "calendar: {unit: Day, count: 0, start: \"2026-01-01T00:00:00\", timeZone: UTC} |"
            + " spec.calendar.count: expected 1 to 90, found 0",
        "calendar: {unit: Week, start: \"2026-01-05T00:00:00\", timeZone: UTC}, alerts:"
            + " [{severity: page, long: 7d, short: 5m, budgetShare: \"0.5\"}] |"
            + " spec.alerts: expected windows shorter than the calendar period, found 7d",
        "budgetingMethod: Slices | spec.budgetingMethod: expected Occurrences, Timeslices",
        "budgetingMethod: Timeslices, timeSliceTarget: \"0.9\" | spec.timeSliceWindow: expected"
            + " slices of 1m to 1h of which an hour holds a whole number, such as 1m or 5m, found"
            + " none",
        "budgetingMethod: Timeslices, timeSliceWindow: 1m | spec.timeSliceTarget: expected a ratio",
        "budgetingMethod: RatioTimeslices, timeSliceWindow: 1m, timeSliceTarget: \"0.9\" |"
            + " spec.timeSliceTarget: expected none",
        "timeSliceWindow: 1m | spec.timeSliceWindow: expected none, since Occurrences has no"
            + " slices",
        "budgetingMethod: RatioTimeslices, timeSliceWindow: 7m | spec.timeSliceWindow: expected"
            + " slices of 1m to 1h",
        "budgetingMethod: RatioTimeslices, timeSliceWindow: 30s | spec.timeSliceWindow: expected"
            + " slices of 1m to 1h",
        "budgetingMethod: RatioTimeslices, timeSliceWindow: 1m, period: 60d |"
            + " spec.timeSliceWindow: expected at most 50000 slices a period, found 86400",
        "budgetingMethod: RatioTimeslices, timeSliceWindow: 10m, alerts: [{severity: page, long:"
            + " 1h, short: 5m, budgetShare: \"0.02\"}] | spec.alerts[0].short: 300000 ms are no"
            + " multiple of 600000 ms"
      })
  void periodOrSlicesThatCannotBe_areNamedWithTheirPlace(String lines, String problem) {
    String yaml = with("latency: 500ms", "_: _").replace("_: _", lines.replace("}, ", "}\n  "));

    assertThat(Declared.problems(yaml.replaceAll(", (?=period|timeS|alerts)", "\n  ")))
        .contains(problem);
  }

  /** 5 m is no whole slice of 10 m, so the standard windows are of whole slices, too. */
  @Test
  void slices_roundTheStandardWindows() {
    ChainPlan plan =
        Declared.plan(
            with("latency: 500ms", "budgetingMethod: RatioTimeslices\n  timeSliceWindow: 10m"));

    assertThat(plan.windows()).first().isEqualTo(600_000L);
    assertThat(plan.windows()).allMatch(window -> window % 600_000 == 0);
    assertThat(plan.alerts().rules().get(0).shortMillis()).isEqualTo(600_000L);
    assertThat(plan.alerts().rules().get(0).factor()).isEqualTo(14.4);
  }

  @Test
  void moreThanTheDefinitionAllows_isRefused() {
    assertThat(Declared.problems(Declared.serial(65, "0.999", "0.9")))
        .contains("spec.services: expected at most 64 entries, found 65")
        .contains("spec.stages[0].members: expected at most 16 entries, found 65");
  }

  @Test
  void wrongAlert_isToldOnceForAllServices() {
    String yaml =
        with(
            "latency: 500ms",
            "alerts: [{severity: page, long: 1h, short: 2h, budgetShare: \"0.02\"}]");

    assertThat(Declared.problems(yaml).lines()).hasSize(1);
  }

  @Test
  void labelOfOurOwn_collides() {
    String yaml =
        Declared.chain("api", "alert-labels.homeostat.dev/severity: high", Declared.SMALL);

    assertThat(Declared.problems(yaml))
        .contains("severity themselves, and two of one name collide; give it another name");
  }

  @ParameterizedTest
  @CsvSource({
    "alert-labels.homeostat.dev/a-b: x, expected the name of a label",
    "'alert-labels.homeostat.dev/a: \"{{ $value }}\"', expected a plain text",
    "'homeostat.dev/runbook-url: \"javascript:x\"', expected a URL",
    "'homeostat.dev/dashboard-url: \"http://x/{{a}}\"', expected a URL"
  })
  void annotationThatAlertsCannotCarry_isRefused(String annotation, String problem) {
    String yaml = Declared.chain("api", annotation, Declared.SMALL);

    assertThat(Declared.problems(yaml)).contains(problem);
  }

  @Test
  void alertThatCannotFire_isLeftOutAndNamed() {
    // 14.4 * (1 - 0.9) = 1.44, and no ratio of errors is above 1.
    ChainPlanCompilation compiled = Declared.compile(Declared.one("0.9", "30d", ""));

    assertThat(compiled).isInstanceOf(ChainPlanCompilation.Compiled.class);
    ChainPlanCompilation.Compiled good = (ChainPlanCompilation.Compiled) compiled;
    assertThat(good.remarks().stream().map(Object::toString).collect(Collectors.joining("\n")))
        .contains(
            "AlertUnreachable: spec.alerts: the page above 14.4 on 1h and 5m is left out: it would"
                + " need an error ratio of 1.44")
        .contains("the page of web above 14.4");
    assertThat(good.plan().alerts().rules()).hasSize(3);
  }

  @Test
  void serviceOutsideTheChain_isRemarkedOnAndNotMeasured() {
    String yaml = with("[gateway, payment, ledger]", "[gateway, payment]");
    ChainPlanCompilation.Compiled good = (ChainPlanCompilation.Compiled) Declared.compile(yaml);

    assertThat(good.remarks())
        .anyMatch(r -> r.message().contains("ledger is no part of the chain"));
    assertThat(good.plan().indicators()).hasSize(3);
    assertThat(Declared.yaml(List.of(good.plan()))).doesNotContain("s=\"l\"");
  }
}
