package dev.homeostat.sim.scenario;

import dev.homeostat.sim.metrics.NearestName;
import dev.homeostat.sim.metrics.ScrapePolicy;
import dev.homeostat.sim.plant.BackOff;
import dev.homeostat.sim.plant.CacheSpec;
import dev.homeostat.sim.plant.CallSpec;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.HeapSpec;
import dev.homeostat.sim.plant.InflightSpec;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.plant.PoolSpec;
import dev.homeostat.sim.plant.RateCurve;
import dev.homeostat.sim.plant.ServiceTime;
import java.util.List;

/** The scenarios that policies are compared in. */
public final class BuiltInScenarios {

  /** Ten servers of 10 ms: 1000 a second. */
  private static final PlantSpec STORM_PLANT =
      PlantSpec.Pools.of(new PoolSpec(10, 10_000, ServiceTime.exponential(0.01)));

  private static final PlantSpec SPIKE_PLANT =
      new PlantSpec.Inflight(new InflightSpec(1, 0.01, 0.1));

  private static final ClientPolicy STORM_CLIENTS = ClientPolicy.eager(3, 4);
  private static final ScrapePolicy SCRAPE = ScrapePolicy.everySecond();

  /** A dip of the service rate fills the queue, and resends keep it full for ever. */
  public static Scenario retryStorm() {
    return storm("retry-storm", SCRAPE, 300);
  }

  /** A short doubling of the load on a service that slows down with what is in flight. */
  public static Scenario spike() {
    return scenario("spike", SPIKE_PLANT, 20, 80)
        .with(ClientPolicy.eager(3, 2))
        .with(Demand.spike(40, 80, 20, 25));
  }

  /** A load that rises to twice what the service bears and falls to nothing. */
  public static Scenario ramp() {
    return scenario("ramp", SPIKE_PLANT, 0, 80)
        .with(ClientPolicy.eager(3, 2).with(BackOff.fullJitter(20, 40)))
        .with(
            Demand.ramp(
                List.of(
                    new RateCurve.Point(0, 40),
                    new RateCurve.Point(25, 80),
                    new RateCurve.Point(75, 0))));
  }

  /** A cache loses all it holds, and the service behind it cannot fill it again. */
  public static Scenario cacheFlush() {
    return cache("cache-flush", true, new Scenario.Span(60, 360))
        .withFaults(List.of(new Change(60, "cacheFlush", 1)));
  }

  /** A cache that is empty when the full load comes. */
  public static Scenario coldCache() {
    return cache("cold-cache", false, new Scenario.Span(0, 300));
  }

  /** A dependency of some requests becomes slow, and holds the slots that the others need. */
  public static Scenario slowDependency() {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(50, 5_000, ServiceTime.exponential(0.02)))
            .with(new CallSpec(0.2, 0.02));
    return scenario("slow-dependency", plant, 60, 480)
        .with(ClientPolicy.eager(1, 2))
        .with(Demand.constant(400))
        .withFaults(
            List.of(
                new Change(60, "callMeanSeconds", 2), new Change(360, "callMeanSeconds", 0.02)));
  }

  /** One replica of four becomes eight times slower, and is still given its part. */
  public static Scenario slowDisk() {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(4, 2_000, ServiceTime.exponential(0.01))).times(4);
    return scenario("slow-disk", plant, 60, 480)
        .with(ClientPolicy.eager(1, 1))
        .with(Demand.constant(1_000))
        .withFaults(
            List.of(
                new Change(60, "replica3RateFactor", 0.125),
                new Change(360, "replica3RateFactor", 1)));
  }

  /** More threads run, more memory is live, and the service collects garbage instead of serving. */
  public static Scenario gcSpiral() {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(100, 400, ServiceTime.fixed(0.1)))
            .with(new HeapSpec(256, 40, 1.8, 1.8, 0.001));
    return scenario("gc-spiral", plant, 60, 600)
        .with(ClientPolicy.eager(1, 0))
        .with(Demand.spike(220, 300, 60, 120));
  }

  /** The load doubles, to 1.4 times what the service bears. */
  public static Scenario step() {
    return scenario("step", STORM_PLANT, 60, 600)
        .with(ClientPolicy.eager(1, 2))
        .with(Demand.spike(700, 1_400, 60, 360));
  }

  /** Two days of an hour each, with noise, in which nothing is wrong. */
  public static Scenario diurnal() {
    return scenario("diurnal", STORM_PLANT, 0, 7_200)
        .with(STORM_CLIENTS)
        .with(new Demand.Diurnal(500, 200, 3_600, 0.9, 0.05));
  }

  /** A retry storm that nobody can see: the scrapes fail from its start on, for two minutes. */
  public static Scenario outage() {
    return storm("outage", SCRAPE.withOutage(65, 185), 420);
  }

  /** All of them, in the order of the documentation. */
  public static List<Scenario> all() {
    return List.of(
        retryStorm(),
        spike(),
        ramp(),
        cacheFlush(),
        coldCache(),
        slowDependency(),
        slowDisk(),
        gcSpiral(),
        step(),
        diurnal(),
        outage());
  }

  /** The one of a name; a name that there is not is refused with the nearest. */
  public static Scenario named(String name) {
    return all().stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    NearestName.refusal(
                        "scenario", name, all().stream().map(Scenario::name).toList())));
  }

  private static Scenario storm(String name, ScrapePolicy scrape, double endSeconds) {
    return scenario(name, STORM_PLANT, 60, endSeconds)
        .with(STORM_CLIENTS)
        .with(Demand.constant(750))
        .with(scrape)
        .withFaults(List.of(new Change(60, "rateFactor", 0.4), new Change(70, "rateFactor", 1)));
  }

  private static Scenario cache(String name, boolean primed, Scenario.Span span) {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(4, 10_000, ServiceTime.exponential(0.01)))
            .with(new CacheSpec(100_000, 1.00001, 10_000, primed, null, false));
    return scenario(name, plant, span.faultSeconds(), span.endSeconds())
        .with(ClientPolicy.eager(1, 2))
        .with(Demand.constant(1_000));
  }

  /** A scenario of a plant without load and faults. */
  private static Scenario scenario(
      String name, PlantSpec plant, double faultSeconds, double endSeconds) {
    return new Scenario(
        name,
        plant,
        STORM_CLIENTS,
        Demand.constant(0),
        List.of(),
        SCRAPE,
        new Scenario.Span(faultSeconds, endSeconds),
        Scenario.USUAL_OBJECTIVE);
  }

  private BuiltInScenarios() {}
}
