package dev.homeostat.controllers;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.ControlLoopStatus;
import dev.homeostat.engine.plan.LoopReport;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.port.WriteResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people what the control loops of one namespace do: status, Events, metrics. The numbers of
 * a status move all the time, so it is written when something else in it has changed, and now and
 * then.
 */
final class LoopReporter {

  private static final Logger LOG = LoggerFactory.getLogger(LoopReporter.class);
  private static final long HEARTBEAT_MILLIS = 30_000;

  private final StatusActuator statuses;
  private final EventActuator events;
  private final OperatorMetrics metrics;
  private final TimeSource time;
  private final Map<ResourceId, Told> told = new HashMap<>();

  /** What was said of a loop last. */
  private record Told(String uid, long generation, LoopReport report, long writtenMillis) {}

  LoopReporter(
      StatusActuator statuses, EventActuator events, OperatorMetrics metrics, TimeSource time) {
    this.statuses = statuses;
    this.events = events;
    this.metrics = metrics;
    this.time = time;
  }

  /** Reports one turn. */
  void report(
      List<Declared> declared, CompiledPolicy compiled, Map<ResourceId, LoopReport> reports) {
    told.keySet().retainAll(declared.stream().map(Declared::id).collect(Collectors.toSet()));
    for (Declared one : declared) {
      LoopReport report = reports.get(one.id());
      if (!(one.resource().spec() instanceof ControlLoopSpec)
          || report == null
          || one.resource().deleting()) {
        continue;
      }
      metrics.looped(one.id(), report);
      Told last = told.get(one.id());
      Told before = last != null && last.uid().equals(one.resource().uid()) ? last : null;
      report.since(before == null ? null : before.report()).forEach(news -> say(one, news));
      boolean valid = one.problems(compiled).isEmpty();
      long nowMillis = time.nowMillis();
      if (before == null || isNews(before, one, report, nowMillis)) {
        boolean written = !valid || write(one, report.status());
        if (written) {
          told.put(one.id(), new Told(one.resource().uid(), one.generation(), report, nowMillis));
        }
      } else {
        told.put(
            one.id(), new Told(before.uid(), before.generation(), report, before.writtenMillis()));
      }
    }
  }

  private boolean write(Declared one, ControlLoopStatus status) {
    WriteResult result = statuses.report(one.id(), status);
    if (result instanceof WriteResult.Failed failed) {
      LOG.warn("{}: {}: {}", one.id(), failed.reason(), failed.message());
      return false;
    }
    return true;
  }

  private static boolean isNews(Told before, Declared one, LoopReport now, long nowMillis) {
    return before.generation() != one.generation()
        || now.differsFrom(before.report())
        || nowMillis - before.writtenMillis() >= HEARTBEAT_MILLIS
        || nowMillis < before.writtenMillis();
  }

  private void say(Declared one, LoopReport.News news) {
    String note = news.note().isEmpty() ? news.reason() : news.note();
    LOG.info("{}: {}: {}", one.id(), news.reason(), note);
    events.say(
        new EventActuator.Subject(one.id(), one.resource().uid()),
        new EventActuator.Note(news.warns(), news.reason(), news.action(), note));
  }
}
