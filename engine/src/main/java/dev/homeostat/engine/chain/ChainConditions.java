package dev.homeostat.engine.chain;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.chain.ChainCounts.Lack;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Figures;
import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.chain.Chain;
import dev.homeostat.slo.chain.GuaranteeReport;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is concluded of a chain, aspect by aspect. */
final class ChainConditions {

  static final String BUDGET = "BudgetHealthy";
  static final String GUARANTEE = "GuaranteeSatisfied";
  static final String DATA = "DataAvailable";

  private static final int LONGEST_MESSAGE = 1_024;

  /** What the rules call covered: the last slots of a period are still to come. */
  private static final double COVERED = 0.99;

  private final ChainPolicy policy;
  private final ChainPlan plan;
  private final ChainCounts counts;
  private final ChainFigures figures;
  private final GuaranteeReport guarantee;
  private final long nowMillis;
  private final List<Condition> conditions = new ArrayList<>();

  ChainConditions(
      ChainPolicy policy,
      ChainCounts counts,
      ChainFigures figures,
      GuaranteeReport guarantee,
      long nowMillis) {
    this.policy = policy;
    this.plan = policy.plan();
    this.counts = counts;
    this.figures = figures;
    this.guarantee = guarantee;
    this.nowMillis = nowMillis;
  }

  List<Condition> all() {
    ready();
    data();
    series();
    resets();
    reachable();
    budget();
    guarantee();
    history();
    independence();
    alerts();
    return conditions;
  }

  private void ready() {
    List<Problem> outside = remarks(false);
    add(
        "Ready",
        "True",
        "Valid",
        outside.isEmpty() ? "it can be used" : "it can be used; " + Problem.message(outside));
  }

  private List<Problem> remarks(boolean alerts) {
    return policy.remarks().stream()
        .filter(remark -> remark.reason().equals("AlertUnreachable") == alerts)
        .toList();
  }

  private void data() {
    BurnRate burnRate = figures.lastHour().burnRate();
    if (plan.budget().countsSlices() && !counts.recorded()) {
      add(
          DATA,
          "Unknown",
          "RulesNotLoaded",
          "slices are counted by recording rules, and the source has none of this chain; load"
              + " them");
    } else if (burnRate instanceof BurnRate.Measured) {
      add(
          DATA,
          "True",
          counts.lacks().isEmpty() ? "Measured" : counts.lacks().get(0).reason(),
          counts.lacks().isEmpty() ? "every service is measured" : lacks());
    } else if (burnRate instanceof BurnRate.LowTraffic low) {
      lowTraffic(low.service(), low.events());
    } else if (burnRate instanceof BurnRate.NoTraffic none) {
      lowTraffic(none.service(), 0);
    } else if (counts.lacks().isEmpty()) {
      add(DATA, "False", "NoData", "the source has counted nothing yet; wait for a few scrapes");
    } else {
      add(DATA, "False", counts.lacks().get(0).reason(), lacks());
    }
  }

  private void lowTraffic(int service, double events) {
    add(
        DATA,
        "False",
        "LowTraffic",
        "%s had %.0f events in the last hour, fewer than minEvents, %d; silence is neither an outage nor a success"
            .formatted(name(service), events, plan.minEvents()));
  }

  private String lacks() {
    return counts.lacks().stream()
        .map(lack -> name(lack.service()) + ": " + lack.reason() + ": " + lack.message())
        .collect(Collectors.joining("; "));
  }

  /** Why a service cannot be measured, or not well; null where it can. */
  @Nullable String lack(int service) {
    for (Lack lack : counts.lacks()) {
      if (lack.service() == service) {
        return lack.reason();
      }
    }
    BurnRate burnRate = figures.lastHour().serviceBurnRate(service);
    if (burnRate instanceof BurnRate.LowTraffic || burnRate instanceof BurnRate.NoTraffic) {
      return "LowTraffic";
    }
    return burnRate instanceof BurnRate.Measured ? null : "NoData";
  }

  /** Two Pods are two series, and so are two copies of one: only a person can tell. */
  private void series() {
    String several = found(CounterFinding::hasSeveralSeries, CounterFinding::series);
    add(
        "SeriesSummed",
        several.isEmpty() ? "False" : "True",
        several.isEmpty() ? "OneSeriesEach" : CounterFinding.SEVERAL_SERIES,
        several.isEmpty()
            ? "no indicator had more than one series in the last hour"
            : "indicators with several series in the last hour, which are summed up so that none is"
                + " left out; where one is a copy or of another service, narrow the selector: "
                + several);
  }

  private void resets() {
    String reset = found(CounterFinding::hasReset, CounterFinding::resets);
    add(
        "CountersReset",
        reset.isEmpty() ? "False" : "True",
        reset.isEmpty() ? "NoReset" : CounterFinding.COUNTER_RESET,
        reset.isEmpty()
            ? "no counter began anew in the last hour"
            : "counters that began anew in the last hour, which are counted on from there, as"
                + " Prometheus does; a restart needs nothing; if it goes on, see why the service"
                + " restarts, or whether two processes export one series: "
                + reset);
  }

  /** Whose indicators were found so, each with its number. */
  private String found(Predicate<CounterFinding> which, ToLongFunction<CounterFinding> number) {
    return counts.findings().stream()
        .filter(which)
        .map(one -> one.of(plan.chain()) + " (" + number.applyAsLong(one) + ")")
        .collect(Collectors.joining(", "));
  }

  /** What is to be said of the counters of a service. */
  List<String> notes(int service) {
    return counts.findings().stream()
        .filter(finding -> finding.service() == service)
        .flatMap(finding -> finding.words().stream())
        .toList();
  }

  private void reachable() {
    Chain chain = plan.chain();
    String promised = Figures.percent(chain.declaredAvailability());
    String asked = Figures.percent(chain.objective());
    if (chain.objectiveReachable()) {
      add(
          "ObjectiveReachable",
          "True",
          "Reachable",
          "services that keep their objectives give " + promised + ", enough for " + asked);
    } else {
      add(
          "ObjectiveReachable",
          "False",
          "Unreachable",
          "services that keep their objectives give %s, less than %s; in series each of %d would need %s; raise theirs, or lower that of the chain"
              .formatted(
                  promised,
                  asked,
                  chain.services().size(),
                  Figures.percent(chain.requiredPerService())));
    }
  }

  private void budget() {
    Double left = figures.budgetLeft();
    String period = plan.budget().words(nowMillis);
    if (left == null && !figures.coversPeriod()) {
      add(
          BUDGET,
          "Unknown",
          "RulesNotLoaded",
          "the budget of %s is counted by recording rules, and the source has none of this chain; load them"
              .formatted(period));
    } else if (left == null) {
      add(BUDGET, "Unknown", "NoData", "too little was counted in " + period + " to tell");
    } else if (left <= 0) {
      add(
          BUDGET,
          "False",
          "BudgetExhausted",
          "%s of the errors that %s allows are spent; weakest is %s"
              .formatted(
                  Figures.percent(1 - left), period, name(figures.lastHour().weakest().service())));
    } else {
      add(BUDGET, "True", "BudgetLeft", Figures.percent(left) + " of it are left");
    }
  }

  private void guarantee() {
    String given = Figures.word(guarantee.guarantee());
    if (plan.requiredGuarantee() == null) {
      add(GUARANTEE, "True", "NotRequired", "the chain gives " + given + ", and none is required");
    } else if (guarantee.satisfied()) {
      add(GUARANTEE, "True", "Satisfied", "the chain gives " + given);
    } else {
      add(
          GUARANTEE,
          "False",
          "GuaranteeWeakened",
          "the chain gives %s, and %s is required; weakened by %s; raise what they give, or declare an upgradeGate"
              .formatted(
                  given,
                  Figures.word(plan.requiredGuarantee()),
                  guarantee.weakenedBy().stream()
                      .map(this::weakening)
                      .collect(Collectors.joining(", "))));
    }
  }

  private String weakening(int service) {
    String mode = plan.indicators().get(service).operatingMode();
    return mode == null ? name(service) : name(service) + " in its mode of OperatingMode " + mode;
  }

  private void history() {
    String period = plan.budget().words(nowMillis);
    if (!figures.coversPeriod()) {
      add(
          "HistoryShort",
          "True",
          "RulesNotLoaded",
          "figures cover %s of %s; recording rules count the rest"
              .formatted(DurationText.format(figures.spanMillis()), period));
    } else if (counts.heldMillis() < COVERED * plan.budget().passedMillis(nowMillis)) {
      add(
          "HistoryShort",
          "True",
          "HistoryShort",
          "the source holds %s of %s; figures cover that span"
              .formatted(span(counts.heldMillis()), period));
    } else {
      add("HistoryShort", "False", "Covered", "the source holds all " + period);
    }
  }

  /** A span in the largest unit that leaves two digits. */
  static String span(long millis) {
    for (long unit : new long[] {86_400_000, 3_600_000, 60_000}) {
      if (millis >= 2 * unit) {
        return DurationText.format(millis / unit * unit);
      }
    }
    return DurationText.format(millis / 1_000 * 1_000);
  }

  private void independence() {
    List<String> assumed = plan.chain().independenceAssumedIn();
    add(
        "IndependenceAssumed",
        assumed.isEmpty() ? "False" : "True",
        assumed.isEmpty() ? "NothingAssumed" : "SharedUndeclared",
        assumed.isEmpty()
            ? "no stage takes its branches for independent unasked"
            : "the branches of %s are taken for independent; declare what they share as sharedAvailability"
                .formatted(String.join(", ", assumed)));
  }

  private void alerts() {
    List<Problem> unreachable = remarks(true);
    add(
        "AlertUnreachable",
        unreachable.isEmpty() ? "False" : "True",
        unreachable.isEmpty() ? "AllReachable" : "AlertUnreachable",
        unreachable.isEmpty() ? "every alert can fire" : Problem.message(unreachable));
  }

  private String name(int service) {
    return plan.chain().services().get(service).name();
  }

  private void add(String type, String status, String reason, String message) {
    conditions.add(
        new ConditionBuilder()
            .withType(type)
            .withStatus(status)
            .withReason(reason)
            .withMessage(
                message.length() <= LONGEST_MESSAGE
                    ? message
                    : message.substring(0, LONGEST_MESSAGE))
            .build());
  }
}
