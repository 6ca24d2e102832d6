package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.budget.BudgetMethod;
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
 *
 * <p>Of a calendar period only the slots are counted that lie in it so far. Where slices are
 * counted, each is judged when it ends, of services and stages alike, and windows count the judged
 * ones; they say something where a window of events does.
 */
public final class ChainRules {

  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long MINUTE_MILLIS = 60_000;
  private static final double ROUNDING = 1e-12;
  private static final long BURN_INTERVAL_SECONDS = 60;

  /** Less than the 5 minutes that Prometheus looks back, so that alerts find the long windows. */
  private static final long BUDGET_INTERVAL_SECONDS = 120;

  private static final String FIVE_MINUTES = "window=\"5m\"";
  private static final String ONE_HOUR = "window=\"1h\"";

  private final ChainPlan plan;
  private final Series series;
  private final RuleWindows windows;
  private final CalendarRules calendar;
  private final List<Rule> rules = new ArrayList<>();

  private ChainRules(ChainPlan plan, long nowMillis) {
    this.plan = plan;
    this.calendar = new CalendarRules(plan.budget(), nowMillis);
    this.series = Series.of(plan);
    this.windows = RuleWindows.of(plan);
  }

  /**
   * The groups of a chain; the same plan always gives the same groups, of one that follows the
   * calendar in the same period.
   */
  public static List<RuleGroup> of(ChainPlan plan, long nowMillis) {
    List<RuleGroup> groups = new ArrayList<>();
    String name = "homeostat/" + plan.namespace() + "/" + plan.name();
    if (plan.budget().countsSlices()) {
      long seconds = plan.budget().method().sliceMillis() / MILLIS_PER_SECOND;
      List<Rule> slices = new ChainRules(plan, nowMillis).slices();
      groups.add(new RuleGroup(name + "/slices", seconds, slices));
    }
    List<Rule> burn = new ChainRules(plan, nowMillis).burn();
    groups.add(new RuleGroup(name + "/burn", BURN_INTERVAL_SECONDS, burn));
    if (!RuleWindows.of(plan).raw(false).isEmpty()) {
      List<Rule> budget = new ChainRules(plan, nowMillis).budget();
      groups.add(new RuleGroup(name + "/budget", BUDGET_INTERVAL_SECONDS, budget));
    }
    return groups;
  }

  /** The slice that ends now, of every service and stage. */
  private List<Rule> slices() {
    String window = DurationText.format(plan.budget().method().sliceMillis());
    for (int i = 0; i < plan.indicators().size(); i++) {
      Indicator indicator = plan.indicators().get(i);
      String events = "sum(increase(%s[%s]))".formatted(indicator.total(), window);
      String errors = "sum(increase(%s[%s]))".formatted(indicator.errors(), window);
      record(
          Series.SLICE_ERRORS,
          "clamp_max((%s or 0 * %s) / (%s > 0), 1) >= 0".formatted(errors, events, events),
          "member",
          plan.chain().services().get(i).name());
    }
    for (Stage stage : plan.stages()) {
      record(Series.SLICE_ERRORS, composed(Series.SLICE_ERRORS, stage), "member", stage.name());
    }
    if (plan.budget().method() instanceof BudgetMethod.Timeslices timeslices) {
      // A slice that just keeps the target is good, whatever rounding makes of it.
      double allowed = 1 - timeslices.sliceTarget() + ROUNDING;
      record(
          Series.SLICE_BAD,
          series.select(Series.SLICE_ERRORS) + " > bool " + Figures.number(allowed));
    }
    return rules;
  }

  private String judgedSlices() {
    return series.select(
        plan.budget().method() instanceof BudgetMethod.Timeslices
            ? Series.SLICE_BAD
            : Series.SLICE_ERRORS);
  }

  private void countSlices(long windowMillis) {
    String slices = judgedSlices();
    boolean soFar = isSoFar(windowMillis);
    // Without a subquery each sample counts once, also where Prometheus was down.
    String range = slices + "[" + (windowMillis / MILLIS_PER_SECOND - 1) + "s]";
    String window = plan.windowName(windowMillis);
    record(
        Series.SLICES,
        soFar ? calendar.slicesSoFar("count_over_time", slices) : "count_over_time(" + range + ")",
        "window",
        window);
    record(
        Series.BAD_SLICES,
        soFar ? calendar.slicesSoFar("sum_over_time", slices) : "sum_over_time(" + range + ")",
        "window",
        window);
  }

  private List<Rule> burn() {
    objectives();
    if (plan.budget().isCalendar()) {
      record(Series.PASSED, calendar.passed());
      record(Series.LENGTH, calendar.length());
    }
    for (long window : windows.raw(true)) {
      for (int i = 0; i < plan.indicators().size(); i++) {
        count(i, window);
      }
      if (plan.budget().countsSlices()) {
        countSlices(window);
      }
    }
    for (long window : windows.covered(true)) {
      coverage(window, MINUTE_MILLIS);
    }
    for (int i = 0; i < plan.indicators().size(); i++) {
      counters(plan.chain().services().get(i).name(), plan.indicators().get(i));
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
            counted,
            isSoFar(window)
                ? calendar.soFar("sum_over_time", slots)
                : "sum_over_time(" + slots + steps + ")",
            "window",
            plan.windowName(window));
      }
      if (plan.budget().countsSlices()) {
        countSlices(window);
      }
    }
    for (long window : windows.covered(false)) {
      coverage(window, RuleWindows.SLOT_MILLIS);
    }
    return rules;
  }

  private boolean isSoFar(long windowMillis) {
    return plan.budget().isCalendar() && windowMillis == plan.periodMillis();
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

  /** What the counters of a service are: they are summed up and counted on, but not in silence. */
  private void counters(String member, Indicator indicator) {
    indicator
        .selectors()
        .forEach(
            (name, selector) -> {
              String[] labels = {
                "member", member, "indicator", name, "window", Indicator.LOOKED_AT
              };
              record(Series.SERIES, Indicator.series(selector), labels);
              record(Series.RESETS, Indicator.resets(selector), labels);
            });
  }

  /** Which share of a window the service was seen in: a new service has spent little yet. */
  private void coverage(long windowMillis, long stepMillis) {
    String slots = series.select(Series.EVENTS, FIVE_MINUTES);
    record(
        Series.COVERAGE,
        isSoFar(windowMillis)
            ? calendar.coverage(slots)
            : "clamp_max(count_over_time(%s%s) / %d, 1)"
                .formatted(
                    slots,
                    RuleWindows.steps(windowMillis, stepMillis),
                    Math.max(1, windowMillis / stepMillis)),
        "window",
        plan.windowName(windowMillis));
  }

  private void ratios() {
    // Where all fail, rounding and extrapolation may give a little more errors than events.
    record(
        Series.ERROR_RATIO,
        "clamp_max(%s / (%s >= %d), 1)"
            .formatted(
                series.select(Series.ERRORS), series.select(Series.EVENTS), plan.minEvents()));
    for (Stage stage : plan.stages()) {
      record(Series.ERROR_RATIO, composed(Series.ERROR_RATIO, stage), "member", stage.name());
    }
    String bad = plan.budget().countsSlices() ? Series.SLICE_RATIO : Series.ERROR_RATIO;
    if (plan.budget().countsSlices()) {
      record(
          Series.SLICE_RATIO,
          "%s / %s\nand %s"
              .formatted(
                  series.select(Series.BAD_SLICES),
                  series.select(Series.SLICES),
                  series.select(Series.ERROR_RATIO)));
    }
    String chainBurn =
        "%s / (1 - %s)"
            .formatted(ratioOf(bad, plan.root()), Figures.number(plan.chain().objective()));
    String memberBurn =
        "%s / on(namespace, chain, member) group_left() (1 - %s)"
            .formatted(series.select(bad), series.select(Series.OBJECTIVE, "member!=\"\""));
    record(Series.BURN_RATE, memberBurn + "\nor\n" + chainBurn);
    String spent = "sum without (window) (" + series.select(Series.BURN_RATE, periodWindow()) + ")";
    record(
        Series.BUDGET_REMAINING,
        plan.budget().isCalendar()
            ? "1 - %s * on(namespace, chain) group_left() %s"
                .formatted(spent, series.select(Series.PASSED))
            : "1 - " + spent);
  }

  private String periodWindow() {
    return "window=\"" + plan.windowName(plan.periodMillis()) + "\"";
  }

  private String ratioOf(String ratio, String member) {
    return "sum without (member) (" + series.select(ratio, "member=\"" + member + "\"") + ")";
  }

  private String composed(String ratio, Stage stage) {
    if (!(stage.compose() instanceof Compose.Redundant redundant)) {
      return stage.members().stream()
          .map(member -> "(1 - " + ratioOf(ratio, member) + ")")
          .collect(Collectors.joining("\n* ", "1 - ", ""));
    }
    // A branch that says nothing is not counted on; where none says anything there is no ratio.
    String members = "member=~\"" + String.join("|", stage.members()) + "\"";
    String known = "max without (member) (" + series.select(ratio, members) + ")";
    String together =
        stage.members().stream()
            .map(member -> "(" + ratioOf(ratio, member) + " or " + known + " ^ 0)")
            .collect(Collectors.joining("\n* "));
    Double shared = redundant.sharedAvailability();
    return shared == null
        ? together
        : "1 - %s * (1 - %s)".formatted(Figures.number(shared), together);
  }

  /** What is to be said of the counts, each with its reason: nothing is dropped without a name. */
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
    problem("SeveralSeries", "sum without (window) (" + series.select(Series.SERIES) + " > 1) ^ 0");
    problem("CounterReset", "sum without (window) (" + series.select(Series.RESETS) + " > 0) ^ 0");
    problem(
        "HistoryShort",
        "sum without (window) (" + series.select(Series.COVERAGE, periodWindow()) + " < 0.99) ^ 0");
    if (plan.budget().isCalendar()) {
      problem("PeriodOver", "(" + objectives + " and on() (" + calendar.over() + ")) ^ 0");
    }
  }

  private void problem(String reason, String expression) {
    record(Series.PROBLEM, expression, "reason", reason);
  }

  private void record(String name, String expression, String... labels) {
    rules.add(new Rule.Recording(name, expression, series.labels(labels)));
  }
}
