package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.alert.AlertRule;
import dev.homeostat.slo.alert.Severity;
import dev.homeostat.slo.chain.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The alerts of one chain: one a severity for the chain and one for each of its services, with the
 * likely cause, the service that falls short of its objective by most in the last hour.
 *
 * <p>A burn rate counts for as much of its long window as the service was seen in, so a new service
 * does not page for its first errors; in the short window it counts as it is.
 */
final class AlertRules {

  private static final long DATA_PROBLEM_SECONDS = 30 * 60;

  /** A service that just keeps its objective does not fall short by the last bits of it. */
  private static final String ROUNDING = "1e-12";

  private final ChainPlan plan;
  private final Series series;
  private final List<Service> services;
  private final List<Rule> rules = new ArrayList<>();

  AlertRules(ChainPlan plan) {
    this.plan = plan;
    this.series = Series.of(plan);
    this.services = plan.chain().services();
  }

  List<Rule> rules() {
    weakest();
    for (Severity severity : Severity.values()) {
      String word = ChainSpecReader.word(severity);
      List<String> ofChain = burning(severity);
      List<String> ofMembers = membersBurning(severity);
      if (!ofChain.isEmpty() || !ofMembers.isEmpty()) {
        String any =
            Stream.of(ofChain, ofMembers)
                .flatMap(List::stream)
                .collect(Collectors.joining("\nor\n"));
        record(Series.ALERT, any, "severity", word);
      }
      if (!ofChain.isEmpty()) {
        chainAlert(severity);
      }
      if (!ofMembers.isEmpty()) {
        memberAlert(severity, "cause", "and");
        memberAlert(severity, "affected", "unless");
      }
    }
    dataProblem();
    return rules;
  }

  private void weakest() {
    Service lowest =
        services.stream().min(Comparator.comparingDouble(Service::objective)).orElseThrow();
    String shortfall =
        "%s - on(namespace, chain, member) (1 - %s) > %s"
            .formatted(
                series.select(
                    plan.budget().countsSlices() ? Series.SLICE_RATIO : Series.ERROR_RATIO,
                    "window=\"1h\""),
                series.select(Series.OBJECTIVE, "member!=\"\""),
                ROUNDING);
    String otherwise = series.select(Series.OBJECTIVE, "member=\"" + lowest.name() + "\"");
    record(
        Series.WEAKEST,
        "sum by (namespace, chain, likely_cause) (label_replace(\n"
            + "  topk by (namespace, chain) (1, "
            + shortfall
            + ")\n  or on(namespace, chain) "
            + otherwise
            + ",\n  \"likely_cause\", \"$1\", \"member\", \"(.+)\")) ^ 0");
  }

  /** The conditions of the chain's own alerts of a severity. */
  private List<String> burning(Severity severity) {
    return plan.alerts().rules().stream()
        .filter(rule -> rule.severity() == severity)
        .map(rule -> condition(rule, "namespace, chain", "member=\"\"", ""))
        .toList();
  }

  /** Those of all services that can fire; none where there is only one, which is the chain. */
  private List<String> membersBurning(Severity severity) {
    List<AlertRule> alerts =
        plan.serviceAlerts().stream()
            .flatMap(alert -> alert.rules().stream())
            .filter(rule -> services.size() > 1 && rule.severity() == severity)
            .distinct()
            .toList();
    List<String> conditions = new ArrayList<>();
    for (AlertRule rule : alerts) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < services.size(); i++) {
        if (plan.serviceAlerts().get(i).rules().contains(rule)) {
          names.add(services.get(i).name());
        }
      }
      String members = "member=~\"" + String.join("|", names) + "\"";
      conditions.add(condition(rule, "namespace, chain, member", members, members));
    }
    return conditions;
  }

  private String condition(AlertRule rule, String by, String burnOf, String coverageOf) {
    String inLong = "window=\"" + DurationText.format(rule.longMillis()) + "\"";
    String inShort = "window=\"" + DurationText.format(rule.shortMillis()) + "\"";
    // The factor of a calendar period is that of its actual length.
    String factor =
        plan.budget().isCalendar()
            ? "on(namespace, chain) group_left() (%s * %s)"
                .formatted(Figures.number(rule.factor()), series.select(Series.LENGTH))
            : Figures.number(rule.factor());
    String coverage =
        coverageOf.isEmpty()
            ? series.select(Series.COVERAGE, inLong)
            : series.select(Series.COVERAGE, coverageOf, inLong);
    String burnsLong =
        "sum by (%s) (%s) * min by (%s) (%s) > %s"
            .formatted(by, series.select(Series.BURN_RATE, burnOf, inLong), by, coverage, factor);
    String burnsShort =
        "sum by (%s) (%s) > %s"
            .formatted(by, series.select(Series.BURN_RATE, burnOf, inShort), factor);
    return "(\n  " + burnsLong + "\n  and\n  " + burnsShort + "\n)";
  }

  private String withCause(String alert) {
    return alert
        + "\n* on(namespace, chain) group_left(likely_cause) "
        + series.select(Series.WEAKEST);
  }

  private void chainAlert(Severity severity) {
    String word = ChainSpecReader.word(severity);
    String firing = series.select(Series.ALERT, "member=\"\"", "severity=\"" + word + "\"");
    rules.add(
        new Rule.Alerting(
            "SLOChainBurnRate",
            withCause(firing),
            0,
            labels("severity", word, "scope", "chain"),
            annotations(
                "{{ $labels.namespace }}/{{ $labels.chain }} burns its error budget"
                    + " {{ $value | humanize }} times too fast",
                "Objective %s over %s; %s%s. Look at {{ $labels.likely_cause }} first."
                    .formatted(
                        Figures.number(plan.chain().objective()),
                        period(),
                        thresholds(severity),
                        plan.budget().isCalendar()
                            ? ", for %s, and else in proportion"
                                .formatted(DurationText.format(plan.periodMillis()))
                            : ""))));
  }

  private void memberAlert(Severity severity, String role, String operator) {
    String word = ChainSpecReader.word(severity);
    String firing = series.select(Series.ALERT, "member!=\"\"", "severity=\"" + word + "\"");
    String cause =
        "label_replace(%s, \"member\", \"$1\", \"likely_cause\", \"(.+)\")"
            .formatted(series.select(Series.WEAKEST));
    rules.add(
        new Rule.Alerting(
            "SLOMemberBurnRate",
            withCause(firing) + "\n" + operator + " on(namespace, chain, member) " + cause,
            0,
            labels("severity", word, "scope", "member", "role", role),
            annotations(
                "{{ $labels.member }} of {{ $labels.namespace }}/{{ $labels.chain }} burns its"
                    + " error budget {{ $value | humanize }} times too fast",
                "%s of its own objective over %s. Look at {{ $labels.likely_cause }} first."
                    .formatted(capitalized(word), period()))));
  }

  private String period() {
    return plan.budget().isCalendar()
        ? "a calendar period"
        : DurationText.format(plan.periodMillis());
  }

  private static String capitalized(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  private String thresholds(Severity severity) {
    return plan.alerts().rules().stream()
        .filter(rule -> rule.severity() == severity)
        .map(
            rule ->
                "above %s on %s and %s"
                    .formatted(
                        Figures.number(rule.factor()),
                        DurationText.format(rule.longMillis()),
                        DurationText.format(rule.shortMillis())))
        .collect(Collectors.joining(", or "));
  }

  private void dataProblem() {
    rules.add(
        new Rule.Alerting(
            "SLOChainDataProblem",
            series.select(
                Series.PROBLEM,
                "reason=~\"TotalMissing|ErrorsNotANumber|ErrorsAboveEvents"
                    + (plan.budget().isCalendar() ? "|PeriodOver" : "")
                    + "\""),
            DATA_PROBLEM_SECONDS,
            labels("severity", "ticket", "scope", "data"),
            annotations(
                "{{ $labels.member }} of {{ $labels.namespace }}/{{ $labels.chain }} cannot be"
                    + " measured: {{ $labels.reason }}",
                "Its counters say nothing that can be used, so its alerts are blind.")));
  }

  private SortedMap<String, String> labels(String... pairs) {
    SortedMap<String, String> labels = series.labels(pairs);
    labels.putAll(plan.texts().labels());
    return labels;
  }

  private SortedMap<String, String> annotations(String summary, String description) {
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    String runbook = plan.texts().runbookUrl();
    if (runbook != null) {
      annotations.put("runbook_url", runbook);
    }
    String dashboard = plan.texts().dashboardUrl();
    if (dashboard != null) {
      annotations.put("dashboard_url", dashboard);
    }
    return annotations;
  }

  private void record(String name, String expression, String... labels) {
    rules.add(new Rule.Recording(name, expression, series.labels(labels)));
  }
}
