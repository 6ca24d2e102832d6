package dev.homeostat.demo;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.Journal;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.PolicySet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs two copies of the sample through the same arrivals and the same dip, one of them under
 * Homeostat, and says what their clients experienced.
 */
public final class Demo {

  private static final long TICK_MILLIS = 1_000;
  private static final long START_MILLIS = 6_000;

  /** A Prometheus and the resources come after the copies, whose addresses they need. */
  private static final long REAL_START_MILLIS = 18_000;

  private static final long LONGEST_START_MILLIS = 9 * START_MILLIS;
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
    keep(options.policy(), options.journal().get());
    try (JsonLinesJournal journal = new JsonLinesJournal(options.journal().get(), view::say)) {
      return run(set, objective, journal);
    }
  }

  private DemoResult run(PolicySet set, double objective, Journal journal) throws DemoException {
    try (Workplace workplace = Workplace.open();
        Setting setting = setting(workplace)) {
      setting.prepare();
      return run(set, objective, setting, journal, workplace);
    }
  }

  private Setting setting(Workplace workplace) throws DemoException {
    return options.real()
        ? new RealSetting(workplace.folder("cluster"), policyText(), options.observe(), view::say)
        : Setting.embeddedOne();
  }

  private DemoResult run(
      PolicySet set, double objective, Setting setting, Journal journal, Workplace workplace)
      throws DemoException {
    Copy without = workplace.copy("without");
    Copy with = workplace.copy("with");
    Timeline timeline = options.timeline();
    view.say("starting two copies of the sample: backend, checkout and clients each");
    long epochMillis = start(without, with);
    view.say("  metrics  without: " + without.attachment().endpoints().get(0).url());
    view.say("              with: " + with.attachment().endpoints().get(0).url());
    view.say("  settings    with: " + with.attachment().settings());
    Enforcement cap = options.observe() ? Enforcement.OBSERVE : Enforcement.ENFORCE;
    Controlled untouched = new Controlled(without.attachment(), set, Enforcement.OBSERVE, null);
    Pilot controlled = setting.steer(with.attachment(), set, cap, journal);
    long endMillis = epochMillis + timeline.durationSeconds() * TICK_MILLIS;
    List<Double> limit =
        new ArrayList<>(Collections.nCopies(timeline.durationSeconds(), Double.NaN));
    for (int second = 1 - timeline.warmUpSeconds(); second < timeline.durationSeconds(); second++) {
      long tickMillis = epochMillis + second * TICK_MILLIS;
      if (!waitUntil(tickMillis)) {
        view.say("  an evaluation at second " + second + " was skipped: this machine is too busy");
        continue;
      }
      if (System.currentTimeMillis() > endMillis - TICK_MILLIS / 2) {
        // So late, the clients may end while they are asked; that they do is no alarm.
        break;
      }
      untouched.tick(tickMillis, second);
      controlled.tick(tickMillis, second).forEach(view::moved);
      view.show(second, timeline, untouched.snapshot(), controlled.snapshot());
      if (second >= 0) {
        limit.set(second, controlled.snapshot().limitInForce());
      }
      failOnCasualties(endMillis, without, with);
    }
    view.done();
    Figures.Load alone = without.report(REPORT_SECONDS);
    Figures.Load helped = with.report(REPORT_SECONDS);
    return new DemoResult(
        options.seed(),
        setting.embedded(),
        Figures.of(alone, objective, timeline, untouched.writes()),
        Figures.of(helped, objective, timeline, controlled.writes()),
        controlled.moves(),
        null,
        DemoTrace.of(alone, helped, limit));
  }

  /**
   * Starts both copies, and says when second 0 is. Clients that come up after it refuse to start;
   * where a machine is that slow, all of them start again with more time.
   */
  private long start(Copy without, Copy with) throws DemoException {
    int port = options.basePort();
    for (long startMillis = options.real() ? REAL_START_MILLIS : START_MILLIS; ; startMillis *= 3) {
      long epochMillis =
          System.currentTimeMillis()
              + startMillis
              + options.timeline().warmUpSeconds() * TICK_MILLIS;
      try {
        without.start(options, epochMillis, port);
        with.start(options, epochMillis, port == 0 ? 0 : port + 1);
        return epochMillis;
      } catch (DemoException e) {
        if (System.currentTimeMillis() < epochMillis || startMillis >= LONGEST_START_MILLIS) {
          throw e;
        }
        view.say("  this machine is busy, and they came up too late; once more, with more time");
        without.close();
        with.close();
      }
    }
  }

  private String policyText() throws DemoException {
    Optional<Path> file = options.policy();
    try {
      return file.isPresent() ? Files.readString(file.get()) : Policies.own();
    } catch (IOException e) {
      throw new DemoException("the policy " + file.get() + " cannot be read: " + e);
    }
  }

  private PolicySet policy() throws DemoException {
    Policies.Checked checked =
        options.policy().isPresent()
            ? Policies.check(options.policy().get())
            : Policies.check("checkout.yaml", Policies.own());
    if (!checked.problems().isEmpty()) {
      throw new DemoException(checked.problems().stream().map(Object::toString).toList());
    }
    if (checked.set().all(OperatingModeSpec.class).isEmpty()) {
      throw new DemoException(
          "the policy has no OperatingMode, so there is nothing to run; start from the one that"
              + " demo --print-policy prints");
    }
    return checked.set();
  }

  /** A journal replaces its file; that must not be the policy somebody wrote. */
  private static void keep(Optional<Path> policy, Path journal) throws DemoException {
    try {
      if (policy.isPresent() && Files.exists(journal) && Files.isSameFile(policy.get(), journal)) {
        throw new DemoException(
            "the journal would replace the policy " + journal + "; name another with --journal");
      }
    } catch (IOException e) {
      throw new DemoException(
          "the journal "
              + journal
              + " cannot be looked at: "
              + e
              + "; name another with --journal");
    }
  }

  private static void failOnCasualties(long endMillis, Copy without, Copy with)
      throws DemoException {
    List<String> casualties =
        Stream.concat(without.casualties().stream(), with.casualties().stream()).toList();
    // At the end the clients are done, and gone; the time is looked at after them.
    if (!casualties.isEmpty() && System.currentTimeMillis() < endMillis) {
      throw new DemoException(casualties);
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
