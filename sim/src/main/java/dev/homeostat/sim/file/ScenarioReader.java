package dev.homeostat.sim.file;

import dev.homeostat.sim.metrics.ScrapePolicy;
import dev.homeostat.sim.metrics.TimeWindow;
import dev.homeostat.sim.plant.BackOff;
import dev.homeostat.sim.plant.BreakerPolicy;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.scenario.Change;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a document into a scenario: all of its problems are found in one go. */
final class ScenarioReader {

  static final String API_VERSION = "simulator.homeostat.dev/v1alpha1";
  static final String KIND = "Scenario";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Bounds RESENDS = Bounds.from(0, 100);
  private static final Bounds INTERVAL = Bounds.from(0.1, 3_600);
  private static final Bounds DELAY = Bounds.from(0, 3_600);

  /** Some ten minutes of computing; more is a slip of a digit. */
  private static final double MOST_REQUESTS = 1e9;

  private final Fields fields;
  private final ScenarioDocument document;

  ScenarioReader(ScenarioDocument document, Fields fields) {
    this.document = document;
    this.fields = fields;
  }

  /** The scenario, or null after a problem. */
  @Nullable Scenario read() {
    checkHead();
    double endSeconds = fields.seconds("end", document.end(), Bounds.POSITIVE_TIME);
    double objective =
        fields.number(
            "objective",
            document.objective(),
            Bounds.from(0.000_001, 0.999_999_9),
            Scenario.USUAL_OBJECTIVE);
    Demand demand = new DemandReader(fields).read(document.demand());
    checkRequests(demand, endSeconds);
    ClientPolicy clients = clients(document.clients());
    PlantSpec plant = new PlantReader(fields).read(document.plant());
    ScrapePolicy scrape = scrape(document.scrape());
    if (demand == null || clients == null || plant == null || scrape == null) {
      return null;
    }
    Scenario.Span whole = new Scenario.Span(0, endSeconds);
    Scenario calm =
        new Scenario(
            String.valueOf(document.name()),
            plant,
            clients,
            demand,
            List.of(),
            scrape,
            whole,
            objective);
    List<Change> faults =
        new FaultReader(fields, Surface.of(calm).dials(), endSeconds)
            .read(Objects.requireNonNullElse(document.faults(), List.of()));
    double first = faults.isEmpty() ? 0 : faults.get(0).atSeconds();
    double faultSeconds =
        fields.seconds("faultAt", document.faultAt(), Bounds.from(0, endSeconds), first);
    Scenario.Span span = fields.made("faultAt", () -> new Scenario.Span(faultSeconds, endSeconds));
    return span == null || !fields.problems().isEmpty() ? null : calm.with(span).withFaults(faults);
  }

  private void checkHead() {
    if (!API_VERSION.equals(document.apiVersion())) {
      fields.problem("apiVersion", "expected " + API_VERSION + "; write it");
    }
    if (!KIND.equals(document.kind())) {
      fields.problem("kind", "expected " + KIND + "; write it (a policy goes with -f)");
    }
    String name = document.name();
    if (name == null || !NAME.matcher(name).matches()) {
      fields.problem(
          "name",
          "expected a name of at most 63 small letters, digits and hyphens, such as my-storm");
    }
  }

  private void checkRequests(@Nullable Demand demand, double endSeconds) {
    double peak = 0;
    if (demand instanceof Demand.Points curve) {
      peak = curve.points().stream().mapToDouble(point -> point.perSecond()).max().orElse(0);
    } else if (demand instanceof Demand.Diurnal diurnal) {
      peak = diurnal.meanPerSecond() + diurnal.swingPerSecond();
    }
    if (peak * endSeconds > MOST_REQUESTS) {
      fields.problem(
          "demand",
          "expected at most "
              + Bounds.text(MOST_REQUESTS)
              + " requests in a run, found a peak of "
              + Bounds.text(peak)
              + " a second for "
              + Bounds.text(endSeconds)
              + " s; ask for fewer, or for a shorter run");
    }
  }

  private @Nullable ClientPolicy clients(ScenarioDocument.@Nullable ClientSection clients) {
    if (clients == null) {
      fields.problem("clients", "expected clients with a timeout, found none; write them");
      return null;
    }
    BackOff waits = clients.backOff() == null ? BackOff.NONE : backOff(clients.backOff());
    BreakerPolicy breaker = clients.breaker() == null ? null : breaker(clients.breaker());
    Double budget = clients.retryBudget();
    return fields.made(
        "clients",
        () ->
            new ClientPolicy(
                fields.seconds("clients.timeout", clients.timeout(), Bounds.POSITIVE_TIME),
                fields.whole("clients.resends", clients.resends(), RESENDS, 0),
                waits == null ? BackOff.NONE : waits,
                budget == null ? null : fields.number("clients.retryBudget", budget, RESENDS),
                breaker));
  }

  private @Nullable BackOff backOff(ScenarioDocument.BackOffSection section) {
    String path = "clients.backOff";
    return fields.made(
        path,
        () ->
            new BackOff(
                fields.seconds(path + ".base", section.base(), Bounds.TIME),
                fields.number(path + ".factor", section.factor(), Bounds.from(1, 1_000), 2),
                fields.seconds(path + ".cap", section.cap(), Bounds.TIME),
                fields.number(path + ".jitter", section.jitter(), Bounds.SHARE, 1)));
  }

  private @Nullable BreakerPolicy breaker(ScenarioDocument.BreakerSection section) {
    String path = "clients.breaker";
    return fields.made(
        path,
        () ->
            new BreakerPolicy(
                fields.whole(path + ".failures", section.failures(), Bounds.from(1, 1e6)),
                fields.seconds(path + ".open", section.open(), Bounds.POSITIVE_TIME)));
  }

  private @Nullable ScrapePolicy scrape(ScenarioDocument.@Nullable ScrapeSection section) {
    ScrapePolicy usual = ScrapePolicy.everySecond();
    if (section == null) {
      return usual;
    }
    return fields.made(
        "scrape",
        () ->
            new ScrapePolicy(
                fields.seconds(
                    "scrape.interval", section.interval(), INTERVAL, usual.intervalSeconds()),
                fields.seconds("scrape.delay", section.delay(), DELAY, usual.delaySeconds()),
                fields.number("scrape.loss", section.loss(), Bounds.SHARE, usual.lossRatio()),
                outages(Objects.requireNonNullElse(section.outages(), List.of()))));
  }

  private List<TimeWindow> outages(List<ScenarioDocument.OutageSection> sections) {
    List<TimeWindow> outages = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      String path = "scrape.outages[" + i + "]";
      ScenarioDocument.OutageSection section = sections.get(i);
      TimeWindow outage =
          fields.made(
              path,
              () ->
                  new TimeWindow(
                      fields.seconds(path + ".from", section.from(), Bounds.TIME),
                      fields.seconds(path + ".to", section.to(), Bounds.TIME)));
      if (outage != null) {
        outages.add(outage);
      }
    }
    return outages;
  }
}
