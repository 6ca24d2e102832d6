package dev.homeostat.demo;

import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Move;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine around one copy of the service: its ports, its moves, and what a view shows of it. */
final class Controlled implements Pilot {

  private static final String CONFIG_MAP = "checkout";
  private static final String SOURCE = "view";

  private final Enforcement cap;
  private final boolean wanted;
  private final ScrapedSignals signals;
  private final DirectoryObjects objects = new DirectoryObjects();
  private final TickTime time = new TickTime();
  private final ControlCycle cycle;
  private final CompiledPolicy policy;
  private final List<DemoResult.TimedMove> moves = new ArrayList<>();
  private Snapshot snapshot = Snapshot.NONE;

  /**
   * What a view shows.
   *
   * @param mode the mode, such as {@code Target}
   * @param numbers values by name, as text
   * @param problems what stands in the way
   */
  record Snapshot(String mode, Map<String, String> numbers, List<Problem> problems) {
    /** What stands before the name of a knob that is wanted; in force is what the service says. */
    static final String WANTED = "wanted ";

    private static final String LIMIT = "limit in force";
    private static final String UNKNOWN = "-";

    static final Snapshot NONE = new Snapshot("", Map.of(), List.of());

    /** No number where the service did not say. */
    double limitInForce() {
      String text = numbers.getOrDefault(LIMIT, UNKNOWN);
      return text.equals(UNKNOWN) ? Double.NaN : Double.parseDouble(text);
    }
  }

  /**
   * The engine around a copy that has started.
   *
   * @param attachment its metrics and its settings
   * @param set the policy
   * @param cap OBSERVE for a copy that nobody may touch
   * @param journal takes every decision; null for the copy of which only the signals are shown
   */
  Controlled(Attachment attachment, PolicySet set, Enforcement cap, @Nullable Journal journal) {
    this.cap = cap;
    this.wanted = journal != null;
    this.signals = new ScrapedSignals(new MetricsScraper(), attachment.endpoints());
    this.cycle =
        new ControlCycle(new Ports(signals, objects, new InProcessStatuses(), time, tap(journal)));
    this.policy = cycle.declare(set);
    for (Workload workload : policy.workloads()) {
      objects.mount(
          ObjectRef.configMap(workload.id().namespace(), CONFIG_MAP),
          attachment.settings(),
          "demo");
    }
  }

  private Journal tap(@Nullable Journal journal) {
    return entry -> {
      if (journal != null) {
        journal.append(entry);
      }
      if (entry instanceof JournalEntry.Evaluated evaluated) {
        snapshot = snapshot(evaluated);
      }
    };
  }

  /** Scrapes and evaluates once. */
  @Override
  public List<DemoResult.TimedMove> tick(long tickMillis, int second) {
    time.set(tickMillis);
    signals.scrape(tickMillis);
    List<DemoResult.TimedMove> now = new ArrayList<>();
    cycle
        .evaluate(cap)
        .forEach(
            evaluation -> {
              Decision decision = evaluation.decision();
              if (decision == null) {
                snapshot = new Snapshot("", Map.of(), evaluation.failures());
              }
              Move move = decision == null ? null : decision.move();
              if (decision != null && move != null) {
                now.add(
                    new DemoResult.TimedMove(
                        second, move.from().word(), move.to().word(), decision.reason()));
              }
            });
    moves.addAll(now);
    return now;
  }

  @Override
  public List<DemoResult.TimedMove> moves() {
    return moves;
  }

  @Override
  public long writes() {
    return objects.settingsWritten();
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  private Snapshot snapshot(JournalEntry.Evaluated evaluated) {
    Map<String, String> numbers = new LinkedHashMap<>();
    policy.workloads().stream()
        .filter(workload -> workload.id().equals(evaluated.resource()))
        .forEach(
            workload -> {
              for (int i = 0; i < workload.signals().size(); i++) {
                numbers.put(
                    workload.signals().get(i).name(), text(evaluated.inputs().signals().get(i)));
              }
            });
    numbers.put("goodput 5s", goodput());
    numbers.put(Snapshot.LIMIT, text(now("checkout_admission_limit")));
    if (wanted) {
      evaluated
          .decision()
          .knobs()
          .forEach(knob -> numbers.put(Snapshot.WANTED + knob.name(), knob.text()));
    }
    return new Snapshot(
        evaluated.decision().mode().word(), numbers, evaluated.decision().problems());
  }

  private String goodput() {
    Reading succeeded = increase("client_request_successes_total");
    Reading arrived = increase("client_requests_total");
    if (succeeded instanceof Reading.Value good
        && arrived instanceof Reading.Value all
        && all.value() > 0) {
      return String.format(Locale.ROOT, "%.0f %%", Math.min(100, 100 * good.value() / all.value()));
    }
    return Snapshot.UNKNOWN;
  }

  private Reading increase(String metric) {
    return ask(new Query.Increase(SOURCE, metric, 5_000));
  }

  private Reading now(String metric) {
    return ask(new Query.Instant(SOURCE, metric));
  }

  private Reading ask(Query query) {
    return signals
        .read(Set.of(query))
        .getOrDefault(query, new Reading.Missing("NoAnswer", query.expression()));
  }

  private static String text(Reading reading) {
    if (!(reading instanceof Reading.Value value)) {
      return Snapshot.UNKNOWN;
    }
    return value.value() == Math.rint(value.value())
        ? String.format(Locale.ROOT, "%.0f", value.value())
        : String.format(Locale.ROOT, "%.1f", value.value());
  }
}
