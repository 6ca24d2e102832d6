package dev.homeostat.engine.chain;

import dev.homeostat.engine.chain.ChainCounts.Lack;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Indicator;
import dev.homeostat.engine.rules.Series;
import dev.homeostat.slo.EventCounts;
import dev.homeostat.slo.chain.Service;
import dev.homeostat.slo.chain.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The counts of chains that recording rules keep: one expression returns those of all of them. */
final class RecordedQueries {

  /** Of what the rules say is wrong; silence shows in the counts. */
  private static final List<String> PROBLEMS =
      List.of("TotalMissing", "ErrorsNotANumber", "ErrorsAboveEvents", "ErrorsMissing");

  /** Objectives that differ by less are the same number, written by a rule and by a person. */
  private static final double ROUNDING = 1e-11;

  private final String expression;

  /** Of these chains, which have one source. */
  RecordedQueries(List<ChainPolicy> chains) {
    String names =
        String.join(
            "|",
            Series.EVENTS,
            Series.ERRORS,
            Series.SLICES,
            Series.BAD_SLICES,
            Series.SERIES,
            Series.RESETS,
            Series.COVERAGE,
            Series.OBJECTIVE,
            Series.PROBLEM);
    this.expression =
        "{__name__=~\"%s\",namespace=~\"%s\",chain=~\"%s\"}"
            .formatted(
                names,
                alternatives(chains, chain -> chain.plan().namespace()),
                alternatives(chains, chain -> chain.plan().name()));
  }

  private static String alternatives(List<ChainPolicy> chains, Function<ChainPolicy, String> name) {
    TreeSet<String> names = new TreeSet<>();
    // A dot is the one character of a name that a regular expression reads as something else.
    chains.forEach(chain -> names.add(name.apply(chain).replace(".", "[.]")));
    return String.join("|", names);
  }

  /** How many series the rules of a chain give to it, about. */
  static int rows(ChainPlan plan) {
    int aWindow = plan.budget().countsSlices() ? 5 : 3;
    return (plan.indicators().size() + plan.stages().size())
        * (aWindow * plan.windows().size() + 9);
  }

  List<Query> all(ChainPlan plan) {
    List<Query> queries = new ArrayList<>();
    for (int i = 0; i < plan.chain().services().size(); i++) {
      String member = plan.chain().services().get(i).name();
      for (String indicator : plan.indicators().get(i).selectors().keySet()) {
        queries.add(looked(plan, Series.SERIES, member, indicator));
        queries.add(looked(plan, Series.RESETS, member, indicator));
      }
      queries.add(row(plan, Series.OBJECTIVE, "member", member));
      for (long window : plan.windows()) {
        queries.add(counted(plan, Series.EVENTS, member, window));
        queries.add(counted(plan, Series.ERRORS, member, window));
      }
      queries.add(counted(plan, Series.COVERAGE, member, plan.periodMillis()));
      for (String reason : PROBLEMS) {
        queries.add(row(plan, Series.PROBLEM, "member", member, "reason", reason));
      }
    }
    if (plan.budget().countsSlices()) {
      for (String member : members(plan)) {
        for (long window : plan.windows()) {
          queries.add(counted(plan, Series.SLICES, member, window));
          queries.add(counted(plan, Series.BAD_SLICES, member, window));
        }
      }
    }
    return queries;
  }

  /** Services and stages: slices are counted of both. */
  private static List<String> members(ChainPlan plan) {
    return Stream.concat(
            plan.chain().services().stream().map(Service::name),
            plan.stages().stream().map(Stage::name))
        .toList();
  }

  /** What the rules counted; null where none have, or others than those of this plan. */
  @Nullable ChainCounts read(ChainPlan plan, Map<Query, Reading> answers, long nowMillis) {
    List<Service> services = plan.chain().services();
    List<Lack> lacks = new ArrayList<>();
    List<CounterFinding> findings = new ArrayList<>();
    double coverage = 1;
    for (int i = 0; i < services.size(); i++) {
      String member = services.get(i).name();
      double objective = value(answers, row(plan, Series.OBJECTIVE, "member", member));
      if (!(Math.abs(objective - services.get(i).objective()) < ROUNDING)) {
        return null;
      }
      coverage = Math.min(coverage, held(plan, answers, member, nowMillis));
      lack(plan, i, answers, lacks);
      for (String indicator : plan.indicators().get(i).selectors().keySet()) {
        double series = value(answers, looked(plan, Series.SERIES, member, indicator));
        double resets = value(answers, looked(plan, Series.RESETS, member, indicator));
        CounterFinding.note(findings, i, indicator, series, resets);
      }
    }
    SortedMap<Long, List<EventCounts>> counts = new TreeMap<>();
    for (long window : plan.windows()) {
      List<EventCounts> ofWindow = new ArrayList<>();
      for (Service service : services) {
        double events = value(answers, counted(plan, Series.EVENTS, service.name(), window));
        double errors = value(answers, counted(plan, Series.ERRORS, service.name(), window));
        ofWindow.add(
            Double.isNaN(events) || Double.isNaN(errors)
                ? EventCounts.MISSING
                : new EventCounts(Math.min(errors, events), events));
      }
      counts.put(window, ofWindow);
    }
    long heldMillis = Math.round(coverage * plan.budget().passedMillis(nowMillis));
    return new ChainCounts(true, counts, slices(plan, answers), heldMillis, lacks, findings);
  }

  /**
   * Which part of the period the source holds of a service. One that is counted and that no slot
   * has seen yet is younger than a slot; one that is not counted at all says nothing.
   */
  private double held(ChainPlan plan, Map<Query, Reading> answers, String member, long nowMillis) {
    double held = value(answers, counted(plan, Series.COVERAGE, member, plan.periodMillis()));
    if (!Double.isNaN(held)) {
      return held;
    }
    long shortest = plan.windows().first();
    boolean counted = !Double.isNaN(value(answers, counted(plan, Series.EVENTS, member, shortest)));
    return counted
        ? (double) ChainPlan.SLOT_MILLIS / Math.max(1, plan.budget().passedMillis(nowMillis))
        : 1;
  }

  private Map<Long, Map<String, EventCounts>> slices(ChainPlan plan, Map<Query, Reading> answers) {
    Map<Long, Map<String, EventCounts>> slices = new HashMap<>();
    if (plan.budget().countsSlices()) {
      for (long window : plan.windows()) {
        Map<String, EventCounts> ofWindow = new HashMap<>();
        for (String member : members(plan)) {
          double bad = value(answers, counted(plan, Series.BAD_SLICES, member, window));
          double all = value(answers, counted(plan, Series.SLICES, member, window));
          if (!Double.isNaN(bad) && !Double.isNaN(all)) {
            ofWindow.put(member, new EventCounts(Math.min(bad, all), all));
          }
        }
        slices.put(window, ofWindow);
      }
    }
    return slices;
  }

  private void lack(ChainPlan plan, int service, Map<Query, Reading> answers, List<Lack> lacks) {
    String member = plan.chain().services().get(service).name();
    for (String reason : PROBLEMS) {
      if (!Double.isNaN(
          value(answers, row(plan, Series.PROBLEM, "member", member, "reason", reason)))) {
        lacks.add(new Lack(service, reason, message(plan, service, reason)));
        return;
      }
    }
  }

  private static String message(ChainPlan plan, int service, String reason) {
    String errors = plan.indicators().get(service).errors().toString();
    String total = plan.indicators().get(service).total().toString();
    return switch (reason) {
      case "TotalMissing" ->
          total
              + " matches no series in the last hour; check the selector, and see that its targets"
              + " are up";
      case "ErrorsMissing" ->
          errors
              + " matches no series, which counts as no errors; check the selector, or make the"
              + " exporter start its counters at zero";
      case "ErrorsNotANumber" -> errors + " is no number; mend the exporter";
      default ->
          errors
              + " counts more than "
              + total
              + "; expected no more errors than events; compare"
              + " them";
    };
  }

  private static double value(Map<Query, Reading> answers, Query query) {
    return answers.get(query) instanceof Reading.Value value ? value.value() : Double.NaN;
  }

  private Query counted(ChainPlan plan, String series, String member, long windowMillis) {
    return row(plan, series, "member", member, "window", plan.windowName(windowMillis));
  }

  private Query looked(ChainPlan plan, String series, String member, String indicator) {
    return row(
        plan, series, "member", member, "indicator", indicator, "window", Indicator.LOOKED_AT);
  }

  private Query row(ChainPlan plan, String series, String... labels) {
    SortedMap<String, String> exactly = Series.of(plan).labels(labels);
    exactly.put("__name__", series);
    return new Query.Shared(plan.source(), "recorded", expression, exactly);
  }
}
