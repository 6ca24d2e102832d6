package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.alert.AlertRule;
import dev.homeostat.slo.budget.BudgetMethod;
import dev.homeostat.slo.budget.BudgetPeriod;
import dev.homeostat.slo.chain.ChainCompilation;
import dev.homeostat.slo.chain.ChainDeclaration;
import dev.homeostat.slo.chain.Compose;
import dev.homeostat.slo.chain.LatencyComposition;
import dev.homeostat.slo.chain.Service;
import dev.homeostat.slo.chain.Stage;
import dev.homeostat.slo.cost.GuaranteeCost;
import dev.homeostat.slo.cost.GuaranteeOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The arithmetic of a chain line by line, for a person to follow. */
public final class ChainArithmetic {

  private static final double MILLIS_PER_HOUR = 3_600_000;
  private static final double MILLIS_PER_MINUTE = 60_000;

  private final ChainPlan plan;
  private final ChainExplanation explanation;
  private final long nowMillis;
  private final long periodMillis;
  private final Map<String, Double> availabilities = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private ChainArithmetic(ChainPlan plan, long nowMillis) {
    this.plan = plan;
    this.nowMillis = nowMillis;
    this.periodMillis = plan.budget().at(nowMillis).lengthMillis();
    this.explanation = ChainExplanation.of(plan, nowMillis);
  }

  /**
   * The lines of a plan.
   *
   * @param nowMillis in which of the periods that follow a calendar
   */
  public static List<String> lines(ChainPlan plan, long nowMillis) {
    ChainArithmetic arithmetic = new ChainArithmetic(plan, nowMillis);
    arithmetic.availability();
    arithmetic.period();
    arithmetic.budget();
    arithmetic.latency();
    arithmetic.guarantee();
    arithmetic.alerts();
    arithmetic.costs();
    return List.copyOf(arithmetic.lines);
  }

  private void availability() {
    line("%s: %s end to end", plan.title(), percent(explanation.objective()));
    line("availability, where every service just keeps its objective");
    for (Service service : plan.chain().services()) {
      availabilities.put(service.name(), service.objective());
      line("  %s = %s", service.name(), Figures.number(service.objective()));
    }
    for (Stage stage : plan.stages()) {
      double availability = availability(stage);
      availabilities.put(stage.name(), availability);
      line(
          "  %s = %s = %s = %s",
          stage.name(), formula(stage, true), formula(stage, false), Figures.number(availability));
    }
    plan.chain()
        .independenceAssumedIn()
        .forEach(name -> line("  the branches of %s are taken for independent", name));
    line(
        "  %s is %s the objective: %s",
        Figures.number(explanation.availability()),
        explanation.reachable() ? "enough for" : "below",
        explanation.reachable()
            ? "it can be reached"
            : "raise the objectives of services, or lower that of the chain");
    line("required of each of %d services, as if in series", plan.chain().services().size());
    line(
        "  %s ^ (1/%d) = %s",
        Figures.number(explanation.objective()),
        plan.chain().services().size(),
        percent(explanation.requiredPerService()));
    line(
        "weakest: %s, which promises least, %s",
        explanation.weakest(),
        Figures.number(availabilities.getOrDefault(explanation.weakest(), 0.0)));
  }

  /** Of one stage and all below it, as a chain of its own. */
  private double availability(Stage stage) {
    ChainCompilation compiled =
        new ChainDeclaration(
                plan.chain().objective(), stage.name(), plan.chain().services(), plan.stages())
            .compile();
    return ((ChainCompilation.Compiled) compiled).chain().declaredAvailability();
  }

  private String formula(Stage stage, boolean names) {
    boolean redundant = stage.compose() instanceof Compose.Redundant;
    String product =
        stage.members().stream()
            .map(
                member -> names ? member : Figures.number(availabilities.getOrDefault(member, 0.0)))
            .map(member -> redundant ? "(1 - " + member + ")" : member)
            .collect(Collectors.joining(" * "));
    return redundant ? "1 - " + product : product;
  }

  private void period() {
    if (plan.budget().isCalendar()) {
      BudgetPeriod period = plan.budget().at(nowMillis);
      line("calendar period");
      line(
          "  %s to %s, %s long; the next has a length and factors of its own",
          ChainBudget.instant(period.startMillis(nowMillis)),
          ChainBudget.instant(period.endMillis(nowMillis)),
          DurationText.format(periodMillis));
    }
  }

  private void budget() {
    double budget = 1 - plan.chain().objective();
    BudgetMethod method = plan.budget().method();
    String slice = DurationText.format(Math.max(1_000, method.sliceMillis()));
    line("error budget");
    line(
        "  1 - %s = %s of the %s of %s, as many as in %s of a total outage",
        Figures.number(plan.chain().objective()),
        percent(budget),
        plan.budget().countsSlices() ? "slices of " + slice : "events",
        DurationText.format(periodMillis),
        minutes(budget * periodMillis));
    if (method instanceof BudgetMethod.Timeslices timeslices) {
      line(
          "  a slice is bad where less than %s of its events succeed; one without events counts"
              + " for nothing",
          percent(timeslices.sliceTarget()));
    } else if (method instanceof BudgetMethod.RatioTimeslices) {
      line("  each slice counts with its share of bad events; one without events for nothing");
    }
  }

  private void latency() {
    LatencyComposition composed = plan.chain().latencyBudget();
    Long limit = plan.latencyMillis();
    line("latency budget");
    if (composed instanceof LatencyComposition.Composed whole) {
      String path =
          whole.criticalPath().stream()
              .map(i -> plan.chain().services().get(i))
              .map(service -> service.name() + " " + budgetOf(service))
              .collect(Collectors.joining(" + "));
      line("  %s = %s on the critical path", path, millis(whole.millis()));
      if (limit != null) {
        line(
            "  %s %s %s end to end",
            millis(whole.millis()),
            whole.millis() <= limit ? "fits into" : "does not fit into",
            millis(limit));
      }
    } else if (composed instanceof LatencyComposition.Incomplete incomplete) {
      incomplete
          .services()
          .forEach(
              i -> line("  %s declares no latencyBudget", plan.chain().services().get(i).name()));
      incomplete.stages().forEach(name -> line("  %s does not say which is waitedFor", name));
    }
  }

  private void guarantee() {
    line("guarantee: the weakest of those of the services, %s", explanation.guarantee());
    plan.chain()
        .guarantee(plan.requiredGuarantee())
        .undeclared()
        .forEach(
            i ->
                line(
                    "  %s declares none and counts as Eventual",
                    plan.chain().services().get(i).name()));
    if (plan.requiredGuarantee() != null) {
      line("  required is %s", ChainSpecReader.word(plan.requiredGuarantee()));
    }
    explanation.weakenedBy().forEach(name -> line("  weakened by %s", name));
  }

  private void alerts() {
    line("alerts: factor = share of the budget * period / long window");
    double objective = plan.chain().objective();
    for (AlertRule declared : plan.alerts().rules()) {
      AlertRule rule =
          new AlertRule(
              declared.severity(),
              declared.factor() * plan.budget().lengthRatio(nowMillis),
              declared.longMillis(),
              declared.shortMillis());
      double share = rule.factor() * rule.longMillis() / periodMillis;
      line(
          "  %s: %s * %s / %s = %s, on %s and %s; above %s of %s; at that rate the budget lasts"
              + " %s h; a total outage fires it %s",
          ChainSpecReader.word(rule.severity()),
          Figures.number(share),
          DurationText.format(periodMillis),
          DurationText.format(rule.longMillis()),
          Figures.number(rule.factor()),
          DurationText.format(rule.longMillis()),
          DurationText.format(rule.shortMillis()),
          percent(rule.errorRatio(objective)),
          plan.budget().countsSlices() ? "bad slices" : "errors",
          Figures.number(periodMillis / rule.factor() / MILLIS_PER_HOUR),
          detection(rule.detectionSeconds(objective, 1)));
    }
  }

  private void costs() {
    Economics economics = plan.economics();
    if (economics == null) {
      return;
    }
    double requests = economics.requestsPerDay();
    line("costs of a day of %s requests, in %s", Figures.number(requests), economics.currency());
    for (GuaranteeOption option : economics.options()) {
      GuaranteeCost cost = economics.model().of(option, requests);
      line(
          "  %s: %s of wrong answers + %s of waiting = %s",
          ChainSpecReader.word(option.guarantee()),
          Figures.decimal(cost.wrongness(), 2),
          Figures.decimal(cost.coordination(), 2),
          Figures.decimal(cost.total(), 2));
    }
    GuaranteeCost cheapest = economics.model().cheapest(economics.options(), requests);
    line("  least with %s", ChainSpecReader.word(cheapest.guarantee()));
    economics
        .hours()
        .forEach(
            (mode, hour) ->
                line(
                    "  an hour in %s: 60 * %s = %s",
                    mode,
                    Figures.decimal(
                        economics.model().ofMode(mode, Math.round(MILLIS_PER_MINUTE)), 6),
                    Figures.decimal(hour, 2)));
  }

  /** In a period that is longer than usual a factor may be just out of reach. */
  private static String detection(OptionalDouble seconds) {
    return seconds.isPresent()
        ? "after " + Figures.number(seconds.getAsDouble()) + " s"
        : "in no time of this period";
  }

  private static String percent(double ratio) {
    return Figures.percent(ratio);
  }

  private static String budgetOf(Service service) {
    Double budgetMillis = service.latencyBudgetMillis();
    return budgetMillis == null ? "none" : millis(budgetMillis);
  }

  private static String millis(double millis) {
    return Figures.number(millis) + " ms";
  }

  private static String minutes(double millis) {
    return Figures.number(millis / MILLIS_PER_MINUTE) + " min";
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
