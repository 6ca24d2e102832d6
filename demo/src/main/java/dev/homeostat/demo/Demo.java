package dev.homeostat.demo;

import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.port.Journal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs two copies of the sample through the same arrivals and the same dip, one of them under
 * Homeostat, and says what their clients experienced.
 */
public final class Demo {

  /** What stands in this process for something that is real elsewhere. */
  private static final List<String> EMBEDDED =
      List.of(
          "object store: a directory stands for the ConfigMap",
          "signals: computed in this process from /metrics, scraped each second",
          "status: kept in this process");

  private static final long TICK_MILLIS = 1_000;
  private static final long START_MILLIS = 6_000;
  private static final long REPORT_SECONDS = 15;

  private final DemoOptions options;
  private final LiveView view;

  /** A demo that is not started yet. */
  public Demo(DemoOptions options, LiveView view) {
    this.options = options;
    this.view = view;
  }

  /** Runs it. Whatever happens, no process of its own is left. */
  public DemoResult run() throws DemoException {
    PolicySet set = policy();
    double objective = Policies.objective(set);
    if (options.journal().isEmpty()) {
      return run(set, objective, entry -> {});
    }
    try (JsonLinesJournal journal = new JsonLinesJournal(options.journal().get(), view::say)) {
      return run(set, objective, journal);
    }
  }

  private DemoResult run(PolicySet set, double objective, Journal journal) throws DemoException {
    try (Workplace workplace = Workplace.open()) {
      return run(set, objective, journal, workplace.copy("without"), workplace.copy("with"));
    }
  }

  private DemoResult run(PolicySet set, double objective, Journal journal, Copy without, Copy with)
      throws DemoException {
    Timeline timeline = options.timeline();
    long epochMillis =
        System.currentTimeMillis() + START_MILLIS + timeline.warmUpSeconds() * TICK_MILLIS;
    view.say("starting two copies of the sample: backend, checkout and clients each");
    without.start(options, epochMillis, options.basePort());
    with.start(options, epochMillis, options.basePort() == 0 ? 0 : options.basePort() + 1);
    view.say("metrics: without " + without.endpoints().get(0).url());
    view.say("            with " + with.endpoints().get(0).url());
    Enforcement cap = options.observe() ? Enforcement.OBSERVE : Enforcement.ENFORCE;
    Controlled untouched = new Controlled(without, set, Enforcement.OBSERVE, null);
    Controlled controlled = new Controlled(with, set, cap, journal);
    for (int second = 1 - timeline.warmUpSeconds();
        second <= timeline.durationSeconds();
        second++) {
      long tickMillis = epochMillis + second * TICK_MILLIS;
      if (!waitUntil(tickMillis)) {
        view.say("  an evaluation at second " + second + " was skipped: this machine is too busy");
        continue;
      }
      untouched.tick(tickMillis, second);
      controlled.tick(tickMillis, second).forEach(view::moved);
      view.show(second, timeline, untouched, controlled);
      failOn(second < timeline.durationSeconds(), without, with);
    }
    view.done();
    return new DemoResult(
        options.seed(),
        EMBEDDED,
        Figures.of(without.report(REPORT_SECONDS), objective, timeline, untouched.writes()),
        Figures.of(with.report(REPORT_SECONDS), objective, timeline, controlled.writes()),
        controlled.moves(),
        null);
  }

  private PolicySet policy() throws DemoException {
    Policies.Checked checked =
        options.policy().isPresent()
            ? Policies.check(options.policy().get())
            : Policies.check("checkout.yaml", Policies.own());
    if (!checked.problems().isEmpty()) {
      throw new DemoException(checked.problems().stream().map(Object::toString).toList());
    }
    return checked.set();
  }

  private static void failOn(boolean running, Copy without, Copy with) throws DemoException {
    if (running) {
      List<String> casualties =
          Stream.concat(without.casualties().stream(), with.casualties().stream()).toList();
      if (!casualties.isEmpty()) {
        throw new DemoException(casualties);
      }
    }
  }

  /** Waits for a tick; false where it is over already: late intervals are skipped. */
  private static boolean waitUntil(long tickMillis) throws DemoException {
    long waitMillis = tickMillis - System.currentTimeMillis();
    if (waitMillis < -TICK_MILLIS) {
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, waitMillis));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }
}
