package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.chain.Compose;
import dev.homeostat.slo.chain.Service;
import dev.homeostat.slo.chain.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of one chain.
 *
 * <p>Windows of up to 6 hours are counted from raw samples; longer ones, the period among them, sum
 * up the counts of 5 minutes, so that none ranges over days of raw samples and a quiet hour weighs
 * no more than its events. A ratio is made of sums alone and only where there are events enough, so
 * none is ever NaN. The series of the chain itself have no label {@code member}.
 */
public final class ChainRules {

  private static final long MINUTE_MILLIS = 60_000;
  private static final long BURN_INTERVAL_SECONDS = 60;

  /** Less than the 5 minutes that Prometheus looks back, so that alerts find the long windows. */
  private static final long BUDGET_INTERVAL_SECONDS = 120;

  private static final String FIVE_MINUTES = "window=\"5m\"";
  private static final String ONE_HOUR = "window=\"1h\"";

  private final ChainPlan plan;
  private final Series series;
  private final RuleWindows windows;
  private final List<Rule> rules = new ArrayList<>();

  private ChainRules(ChainPlan plan) {
    this.plan = plan;
    this.series = Series.of(plan);
    this.windows = RuleWindows.of(plan);
  }

  /** The groups of a chain; the same plan always gives the same groups. */
  public static List<RuleGroup> of(ChainPlan plan) {
    List<RuleGroup> groups = new ArrayList<>();
    String name = "homeostat/" + plan.namespace() + "/" + plan.name();
    List<Rule> burn = new ChainRules(plan).burn();
    groups.add(new RuleGroup(name + "/burn", BURN_INTERVAL_SECONDS, burn));
    if (!RuleWindows.of(plan).raw(false).isEmpty()) {
      List<Rule> budget = new ChainRules(plan).budget();
      groups.add(new RuleGroup(name + "/budget", BUDGET_INTERVAL_SECONDS, budget));
    }
    return groups;
  }

  private List<Rule> burn() {
    objectives();
    for (long window : windows.raw(true)) {
      for (int i = 0; i < plan.indicators().size(); i++) {
        count(i, window);
      }
    }
    for (long window : windows.covered(true)) {
      coverage(window, MINUTE_MILLIS);
    }
    ratios();
    problems();
    rules.addAll(new AlertRules(plan).rules());
    return rules;
  }

  private List<Rule> budget() {
    for (long window : windows.raw(false)) {
      String steps = RuleWindows.steps(window, RuleWindows.SLOT_MILLIS);
      for (String counted : List.of(Series.EVENTS, Series.ERRORS)) {
        String slots = series.select(counted, FIVE_MINUTES);
        record(
            counted, "sum_over_time(" + slots + steps + ")", "window", DurationText.format(window));
      }
    }
    for (long window : windows.covered(false)) {
      coverage(window, RuleWindows.SLOT_MILLIS);
    }
    return rules;
  }

  private void objectives() {
    List<Service> services = plan.chain().services();
    record(Series.OBJECTIVE, "vector(" + Figures.number(plan.chain().objective()) + ")");
    for (Service service : services) {
      String objective = Figures.number(service.objective());
      record(Series.OBJECTIVE, "vector(" + objective + ")", "member", service.name());
    }
  }

  private void count(int service, long windowMillis) {
    Indicator indicator = plan.indicators().get(service);
    String window = DurationText.format(windowMillis);
    String member = plan.chain().services().get(service).name();
    String events = "sum(increase(%s[%s]))".formatted(indicator.total(), window);
    String errors = "sum(increase(%s[%s]))".formatted(indicator.errors(), window);
    // NaN is not 0 or more, so it is no count and cannot spoil a sum.
    record(Series.EVENTS, events + " >= 0", "member", member, "window", window);
    // Counters with a label for the code have no series of errors before the first one.
    record(
        Series.ERRORS,
        "(" + errors + " or 0 * " + events + ") >= 0",
        "member",
        member,
        "window",
        window);
  }

  /** Which share of a window the service was seen in: a new service has spent little yet. */
  private void coverage(long windowMillis, long stepMillis) {
    String slots = series.select(Series.EVENTS, FIVE_MINUTES);
    record(
        Series.COVERAGE,
        "clamp_max(count_over_time(%s%s) / %d, 1)"
            .formatted(
                slots,
                RuleWindows.steps(windowMillis, stepMillis),
                Math.max(1, windowMillis / stepMillis)),
        "window",
        DurationText.format(windowMillis));
  }

  private void ratios() {
    // Where all fail, rounding and extrapolation may give a little more errors than events.
    record(
        Series.ERROR_RATIO,
        "clamp_max(%s / (%s >= %d), 1)"
            .formatted(
                series.select(Series.ERRORS), series.select(Series.EVENTS), plan.minEvents()));
    for (Stage stage : plan.stages()) {
      record(Series.ERROR_RATIO, composed(stage), "member", stage.name());
    }
    String chainBurn =
        "%s / (1 - %s)".formatted(ratioOf(plan.root()), Figures.number(plan.chain().objective()));
    String memberBurn =
        "%s / on(namespace, chain, member) group_left() (1 - %s)"
            .formatted(
                series.select(Series.ERROR_RATIO), series.select(Series.OBJECTIVE, "member!=\"\""));
    record(Series.BURN_RATE, memberBurn + "\nor\n" + chainBurn);
    String period = "window=\"" + DurationText.format(plan.periodMillis()) + "\"";
    record(
        Series.BUDGET_REMAINING,
        "1 - sum without (window) (" + series.select(Series.BURN_RATE, period) + ")");
  }

  private String ratioOf(String member) {
    return "sum without (member) ("
        + series.select(Series.ERROR_RATIO, "member=\"" + member + "\"")
        + ")";
  }

  private String composed(Stage stage) {
    if (!(stage.compose() instanceof Compose.Redundant redundant)) {
      return stage.members().stream()
          .map(member -> "(1 - " + ratioOf(member) + ")")
          .collect(Collectors.joining("\n* ", "1 - ", ""));
    }
    // A branch that says nothing is not counted on; where none says anything there is no ratio.
    String members = "member=~\"" + String.join("|", stage.members()) + "\"";
    String known = "max without (member) (" + series.select(Series.ERROR_RATIO, members) + ")";
    String together =
        stage.members().stream()
            .map(member -> "(" + ratioOf(member) + " or " + known + " ^ 0)")
            .collect(Collectors.joining("\n* "));
    Double shared = redundant.sharedAvailability();
    return shared == null
        ? together
        : "1 - %s * (1 - %s)".formatted(Figures.number(shared), together);
  }

  /** What is wrong with the counts, each with its reason: nothing is dropped without a name. */
  private void problems() {
    String objectives = series.select(Series.OBJECTIVE, "member!=\"\"");
    String events = series.select(Series.EVENTS, ONE_HOUR);
    String errors = series.select(Series.ERRORS, ONE_HOUR);
    String sameMember = " on(namespace, chain, member) ";
    problem("TotalMissing", "(" + objectives + " unless" + sameMember + events + ") ^ 0");
    problem("ErrorsNotANumber", "sum without (window) (" + events + " unless " + errors + ") ^ 0");
    problem(
        "ErrorsAboveEvents", "sum without (window) (" + errors + " > 1.05 * " + events + ") ^ 0");
    problem("LowTraffic", "sum without (window) (" + events + " < " + plan.minEvents() + ") ^ 0");
    for (int i = 0; i < plan.indicators().size(); i++) {
      String member = "member=\"" + plan.chain().services().get(i).name() + "\"";
      record(
          Series.PROBLEM,
          "(%s unless on() count(%s)) ^ 0"
              .formatted(
                  series.select(Series.OBJECTIVE, member), plan.indicators().get(i).errors()),
          "reason",
          "ErrorsMissing",
          "member",
          plan.chain().services().get(i).name());
    }
    String period = "window=\"" + DurationText.format(plan.periodMillis()) + "\"";
    problem(
        "HistoryShort",
        "sum without (window) (" + series.select(Series.COVERAGE, period) + " < 0.99) ^ 0");
  }

  private void problem(String reason, String expression) {
    record(Series.PROBLEM, expression, "reason", reason);
  }

  private void record(String name, String expression, String... labels) {
    rules.add(new Rule.Recording(name, expression, series.labels(labels)));
  }
}
