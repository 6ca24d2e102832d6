package dev.homeostat.sim.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as it stands in a file; what a field means, and what it is where it is left out, is in
 * the documentation of the simulator.
 */
public record ScenarioDocument(
    @Nullable String apiVersion,
    @Nullable String kind,
    @Nullable String name,
    @Nullable String end,
    @Nullable String faultAt,
    @Nullable Double objective,
    @Nullable DemandSection demand,
    @Nullable ClientSection clients,
    @Nullable PlantSection plant,
    @Nullable List<FaultSection> faults,
    @Nullable ScrapeSection scrape) {

  /** How many requests arrive: one of these. */
  public record DemandSection(
      @Nullable ConstantSection constant,
      @Nullable StepSection step,
      @Nullable SpikeSection spike,
      @Nullable RampSection ramp,
      @Nullable DiurnalSection diurnal,
      @Nullable RecordedSection recorded) {}

  /** Always the same rate. */
  public record ConstantSection(@Nullable Double perSecond) {}

  /** One rate, and another one from a time on. */
  public record StepSection(
      @Nullable Double perSecond, @Nullable Double laterPerSecond, @Nullable String at) {}

  /** One rate, and another one for a while. */
  public record SpikeSection(
      @Nullable Double perSecond,
      @Nullable Double peakPerSecond,
      @Nullable String from,
      @Nullable String to) {}

  /** A rate that is linear between points. */
  public record RampSection(@Nullable List<PointSection> points) {}

  /** The rate at a time. */
  public record PointSection(@Nullable String at, @Nullable Double perSecond) {}

  /** A rate that swings as in the course of a day, with noise. */
  public record DiurnalSection(
      @Nullable Double meanPerSecond,
      @Nullable Double swingPerSecond,
      @Nullable String period,
      @Nullable Double noise,
      @Nullable Double noisePersistence) {}

  /** Rates that were recorded. */
  public record RecordedSection(@Nullable String step, @Nullable List<Double> perSecond) {}

  /** What clients do when an attempt fails. */
  public record ClientSection(
      @Nullable String timeout,
      @Nullable Long resends,
      @Nullable BackOffSection backOff,
      @Nullable Double retryBudget,
      @Nullable BreakerSection breaker) {}

  /** The wait before a request is sent again. */
  public record BackOffSection(
      @Nullable String base,
      @Nullable Double factor,
      @Nullable String cap,
      @Nullable Double jitter) {}

  /** When clients stop sending. */
  public record BreakerSection(@Nullable Long failures, @Nullable String open) {}

  /** What serves. */
  public record PlantSection(
      @Nullable PoolSection pool,
      @Nullable Long replicas,
      @Nullable CacheSection cache,
      @Nullable CallSection call,
      @Nullable HeapSection heap,
      @Nullable ConnectionsSection connections,
      @Nullable List<PoolSection> chain,
      @Nullable InflightSection inflight,
      @Nullable ReplicatedSection replicated) {}

  /** Some servers behind one queue. */
  public record PoolSection(
      @Nullable Long servers,
      @Nullable Long queue,
      @Nullable String serviceTime,
      @Nullable String distribution) {}

  /** A cache before the servers. */
  public record CacheSection(
      @Nullable Long keys,
      @Nullable Double skew,
      @Nullable Long capacity,
      @Nullable Boolean primed,
      @Nullable String ttl,
      @Nullable Double earlyFactor,
      @Nullable Boolean coalescing) {}

  /** A dependency that some requests call while they hold their server. */
  public record CallSection(@Nullable Double share, @Nullable String mean) {}

  /** Memory whose collection stops the servers. */
  public record HeapSection(
      @Nullable Double megabytes,
      @Nullable Double baseMegabytes,
      @Nullable Double runningMegabytes,
      @Nullable Double startMegabytes,
      @Nullable String pausePerMegabyte) {}

  /** A pool of connections to a database, which every attempt needs one of. */
  public record ConnectionsSection(
      @Nullable Long size,
      @Nullable Long queue,
      @Nullable String acquireTimeout,
      @Nullable String queryTime,
      @Nullable String distribution,
      @Nullable Double contention,
      @Nullable String connectTime,
      @Nullable String idleTimeout,
      @Nullable String maxLifetime) {}

  /** A service without a queue that slows down with what is in flight. */
  public record InflightSection(
      @Nullable String base, @Nullable String perAttempt, @Nullable String network) {}

  /** A leader, and followers that serve reads that may be a little stale. */
  public record ReplicatedSection(
      @Nullable PoolSection leader,
      @Nullable PoolSection follower,
      @Nullable Long followers,
      @Nullable Double writes,
      @Nullable String staleness,
      @Nullable String redirectTime,
      @Nullable String closedTimestampLag,
      @Nullable String closeInterval,
      @Nullable String replicationDelay,
      @Nullable String delayDistribution) {}

  /** A dial that is set in the run. */
  public record FaultSection(
      @Nullable String at, @Nullable String lasts, @Nullable String dial, @Nullable Double value) {}

  /** How a controller sees the plant. */
  public record ScrapeSection(
      @Nullable String interval,
      @Nullable String delay,
      @Nullable Double loss,
      @Nullable List<OutageSection> outages) {}

  /** A time in which every scrape fails. */
  public record OutageSection(@Nullable String from, @Nullable String to) {}
}
