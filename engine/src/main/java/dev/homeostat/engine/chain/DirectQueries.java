package dev.homeostat.engine.chain;

import dev.homeostat.engine.chain.ChainCounts.Lack;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Indicator;
import dev.homeostat.engine.rules.Selector;
import dev.homeostat.slo.EventCounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a chain straight from its counters, for as long as no recording rules count them:
 * windows of up to 6 hours, since none may range over days of raw samples.
 */
final class DirectQueries {

  private static final String NO_DATA = "NoData";

  /** Extrapolation may give a little more errors than events. */
  private static final double MOST_ERRORS_AN_EVENT = 1.05;

  private final ChainPlan plan;
  private final List<Long> windows;
  private final List<Lack> lacks = new ArrayList<>();
  private final List<CounterFinding> findings = new ArrayList<>();
  private final Set<Integer> lacking = new HashSet<>();

  DirectQueries(ChainPlan plan) {
    this.plan = plan;
    this.windows = plan.rawWindows();
  }

  /**
   * How many there are of a chain: errors and total for each window, what their counters are, and
   * what is held.
   */
  static int size(ChainPlan plan) {
    return plan.indicators().size() * (2 * plan.rawWindows().size() + 5);
  }

  List<Query> all() {
    List<Query> queries = new ArrayList<>();
    for (Indicator indicator : plan.indicators()) {
      for (long window : windows) {
        queries.add(errors(indicator, window));
        queries.add(total(indicator, window));
      }
      for (Selector selector : indicator.selectors().values()) {
        queries.add(series(selector));
        queries.add(resets(selector));
      }
      queries.add(held(indicator));
    }
    return queries;
  }

  ChainCounts read(Map<Query, Reading> answers) {
    SortedMap<Long, List<EventCounts>> counts = new TreeMap<>();
    for (long window : windows) {
      List<EventCounts> services = new ArrayList<>();
      for (int i = 0; i < plan.indicators().size(); i++) {
        services.add(count(i, window, answers));
      }
      counts.put(window, services);
    }
    long heldMillis = longest();
    for (int i = 0; i < plan.indicators().size(); i++) {
      look(i, answers);
      // A service that no slot has seen yet is younger than one.
      long slots = Math.round(value(answers, held(plan.indicators().get(i)), 1));
      heldMillis = Math.min(heldMillis, slots * ChainPlan.SLOT_MILLIS);
    }
    return new ChainCounts(false, counts, Map.of(), heldMillis, lacks, findings);
  }

  private void look(int service, Map<Query, Reading> answers) {
    plan.indicators()
        .get(service)
        .selectors()
        .forEach(
            (name, selector) ->
                CounterFinding.note(
                    findings,
                    service,
                    name,
                    value(answers, series(selector), 0),
                    value(answers, resets(selector), 0)));
  }

  private static double value(Map<Query, Reading> answers, Query query, double otherwise) {
    return answers.get(query) instanceof Reading.Value value ? value.value() : otherwise;
  }

  private EventCounts count(int service, long window, Map<Query, Reading> answers) {
    Indicator indicator = plan.indicators().get(service);
    Reading errors = answers.get(errors(indicator, window));
    Reading total = answers.get(total(indicator, window));
    if (!(total instanceof Reading.Value events)) {
      Reading.Missing none = missing(total);
      lack(service, none.reason().equals(NO_DATA) ? "TotalMissing" : none.reason(), none);
      return EventCounts.MISSING;
    }
    if (errors instanceof Reading.Value bad) {
      if (bad.value() > MOST_ERRORS_AN_EVENT * events.value()) {
        lack(
            service,
            "ErrorsAboveEvents",
            new Reading.Missing(
                "",
                "%s counts %.0f and %s %.0f; expected no more errors than events; compare them"
                    .formatted(
                        indicator.errors(), bad.value(), indicator.total(), events.value())));
      }
      return new EventCounts(Math.min(bad.value(), events.value()), events.value());
    }
    Reading.Missing none = missing(errors);
    if (none.reason().equals(NO_DATA)) {
      // Counters with a label for the code have no series of errors before the first one.
      lack(service, "ErrorsMissing", none);
      return new EventCounts(0, events.value());
    }
    lack(service, none.reason(), none);
    return EventCounts.MISSING;
  }

  /** The first of a service stands for the others, which are alike in the other windows. */
  private void lack(int service, String reason, Reading.Missing found) {
    if (lacking.add(service)) {
      lacks.add(new Lack(service, reason, found.message()));
    }
  }

  private static Reading.Missing missing(@Nullable Reading reading) {
    return reading instanceof Reading.Missing none
        ? none
        : new Reading.Missing("NoAnswer", "the source gave no answer; see its log");
  }

  private long longest() {
    return windows.get(windows.size() - 1);
  }

  private Query errors(Indicator indicator, long windowMillis) {
    return new Query.Increase(plan.source(), indicator.errors().toString(), windowMillis);
  }

  private Query total(Indicator indicator, long windowMillis) {
    return new Query.Increase(plan.source(), indicator.total().toString(), windowMillis);
  }

  private Query series(Selector selector) {
    return new Query.Instant(plan.source(), Indicator.series(selector));
  }

  private Query resets(Selector selector) {
    return new Query.Instant(plan.source(), Indicator.resets(selector));
  }

  /** In how many of the slots of 5 minutes the service was seen. */
  private Query held(Indicator indicator) {
    return new Query.Instant(
        plan.source(),
        "count_over_time(sum(%s)%s)".formatted(indicator.total(), ChainPlan.slots(longest())));
  }
}
