package dev.homeostat.sim.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.sim.metrics.ScrapePolicy;
import dev.homeostat.sim.metrics.TimeWindow;
import dev.homeostat.sim.plant.BackOff;
import dev.homeostat.sim.plant.BreakerPolicy;
import dev.homeostat.sim.plant.CacheSpec;
import dev.homeostat.sim.plant.CallSpec;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.ConnectionPoolSpec;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.HeapSpec;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.plant.PoolSpec;
import dev.homeostat.sim.plant.RateCurve;
import dev.homeostat.sim.plant.ReplicationSpec;
import dev.homeostat.sim.plant.ServiceTime;
import dev.homeostat.sim.scenario.Change;
import dev.homeostat.sim.scenario.RunResult;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFileTest {

  private static final String ALL =
      """
      apiVersion: simulator.homeostat.dev/v1alpha1
      kind: Scenario
      name: my-storm
      end: 5m
      faultAt: 50s
      objective: 0.99
      demand:
        constant: {perSecond: 750}
      clients:
        timeout: 3s
        resends: 4
        backOff: {base: 100ms, factor: 3, cap: 2s, jitter: 0.5}
        retryBudget: 0.2
        breaker: {failures: 20, open: 1.5s}
      plant:
        pool: {servers: 10, queue: 200, serviceTime: 500us, distribution: Fixed}
        replicas: 3
        cache: {keys: 1000, skew: 0.9, capacity: 100, primed: true, ttl: 30s, earlyFactor: 1, coalescing: true}
        call: {share: 0.2, mean: 20ms}
        heap: {megabytes: 256, baseMegabytes: 40, runningMegabytes: 1.8, startMegabytes: 1.5, pausePerMegabyte: 1ms}
      faults:
      - {at: 60s, lasts: 30s, dial: replica2RateFactor, value: 0.4}
      - {at: 70s, dial: cacheFlush, value: 1}
      scrape:
        interval: 15s
        delay: 0s
        loss: 0.1
        outages:
        - {from: 65s, to: 185s}
      """;

  @TempDir private Path folder;

  private static Scenario scenario(String yaml) {
    ScenarioFile file = ScenarioFile.read("mine.yaml", yaml);
    assertThat(file.problems()).isEmpty();
    return Objects.requireNonNull(file.scenario());
  }

  @Test
  void read_everyField_isInTheScenario() {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(10, 200, ServiceTime.fixed(0.0005)))
            .times(3)
            .with(new CacheSpec(1_000, 0.9, 100, true, new CacheSpec.Expiry(30, 1), true))
            .with(new CallSpec(0.2, 0.02))
            .with(new HeapSpec(256, 40, 1.8, 1.5, 0.001));
    ClientPolicy clients =
        new ClientPolicy(3, 4, new BackOff(0.1, 3, 2, 0.5), 0.2, new BreakerPolicy(20, 1.5));

    assertThat(scenario(ALL))
        .isEqualTo(
            new Scenario(
                "my-storm",
                plant,
                clients,
                Demand.constant(750),
                List.of(
                    new Change(60, "replica2RateFactor", 0.4),
                    new Change(70, "cacheFlush", 1),
                    new Change(90, "replica2RateFactor", 1)),
                new ScrapePolicy(15, 0, 0.1, List.of(new TimeWindow(65, 185))),
                new Scenario.Span(50, 300),
                0.99));
  }

  @Test
  void read_leastThatIsNeeded_hasTheDefaults() {
    Scenario scenario =
        scenario(
            """
            apiVersion: simulator.homeostat.dev/v1alpha1
            kind: Scenario
            name: small
            end: 60s
            demand: {constant: {perSecond: 100}}
            clients: {timeout: 1s}
            plant:
              pool: {servers: 2, queue: 100, serviceTime: 10ms}
            faults:
            - {at: 20s, dial: rateFactor, value: 0.5}
            """);

    assertThat(scenario.clients()).isEqualTo(ClientPolicy.eager(1, 0));
    assertThat(scenario.plant())
        .isEqualTo(PlantSpec.Pools.of(new PoolSpec(2, 100, ServiceTime.exponential(0.01))));
    assertThat(scenario.scrape()).isEqualTo(ScrapePolicy.everySecond());
    assertThat(scenario.span()).isEqualTo(new Scenario.Span(20, 60));
    assertThat(scenario.objective()).isEqualTo(0.999);
  }

  static Stream<Arguments> demands() {
    return Stream.of(
        Arguments.of(
            "step: {perSecond: 700, laterPerSecond: 900, at: 1m}", Demand.step(700, 900, 60)),
        Arguments.of(
            "spike: {perSecond: 40, peakPerSecond: 80, from: 20s, to: 25s}",
            Demand.spike(40, 80, 20, 25)),
        Arguments.of(
            "ramp: {points: [{at: 0s, perSecond: 40}, {at: 25s, perSecond: 80}]}",
            Demand.ramp(List.of(new RateCurve.Point(0, 40), new RateCurve.Point(25, 80)))),
        Arguments.of(
            "diurnal: {meanPerSecond: 500, swingPerSecond: 200, period: 1h, noise: 0.05,"
                + " noisePersistence: 0.9}",
            new Demand.Diurnal(500, 200, 3_600, 0.9, 0.05)),
        Arguments.of(
            "recorded: {step: 0.5m, perSecond: [10, 20.5, 0]}",
            Demand.recorded(30, List.of(10.0, 20.5, 0.0))));
  }

  @ParameterizedTest
  @MethodSource("demands")
  void read_demand_isThatOfItsKind(String yaml, Demand demand) {
    assertThat(scenario(ALL.replace("constant: {perSecond: 750}", yaml)).demand())
        .isEqualTo(demand);
  }

  /** A file of a user is the same world as the one that comes with the simulator. */
  @Test
  void read_fileOfABuiltInOne_runsToTheSameBytes() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), BuiltInScenarios.text("outage"));
    Scenario mine = Objects.requireNonNull(ScenarioFile.read(file).scenario());

    assertThat(mine).isEqualTo(BuiltInScenarios.named("outage"));
    RunResult run = Simulation.run(mine.with(new Scenario.Span(60, 90)), 5);
    RunResult builtIn =
        Simulation.run(BuiltInScenarios.named("outage").with(new Scenario.Span(60, 90)), 5);
    assertThat(run.digest()).isEqualTo(builtIn.digest());
    assertThat(run.measures()).isEqualTo(builtIn.measures());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resends: 4 | resend: 4 | 11 | clients.resend | did you mean resends?",
        "demand: | demnd: | 7 | demnd | did you mean demand?",
        "kind: Scenario | kind: OperatingMode | 2 | kind | expected Scenario",
        "/v1alpha1 | /v2 | 1 | apiVersion | expected simulator.homeostat.dev/v1alpha1",
        "name: my-storm | name: My storm | 3 | name | small letters, digits and hyphens",
        "end: 5m | end: 300 | 4 | end | expected text, found the number 300",
        "end: 5m | end: 5 minutes | 4 | end | expected a time such as 90s",
        "end: 5m | end: 8d | 4 | end | above 0 s and at most 604800 s, found 691200 s",
        "end: 5m | end: 0s | 4 | end | above 0 s and at most 604800 s, found 0 s",
        "end: 5m | end: -5m | 4 | end | expected a time such as 90s",
        "faultAt: 50s | faultAt: 300s | 5 | faultAt | expected a fault before the end",
        "objective: 0.99 | objective: 1 | 6 | objective | found 1",
        "perSecond: 750 | perSecond: .nan | 8 | demand.constant.perSecond | a finite number",
        "perSecond: 750 | perSecond: -1 | 8 | demand.constant.perSecond | from 0 to 1000000",
        "perSecond: 750 | perSecond: '750' | 8 | demand.constant.perSecond | without quotes: 750",
        "perSecond: 750 | perSeconds: 750 | 8 | demand.constant.perSeconds | perSecond?",
        "timeout: 3s | timeout: 0s | 10 | clients.timeout | above 0 s",
        "resends: 4 | resends: 101 | 11 | clients.resends | from 0 to 100, found 101",
        "cap: 2s | cap: 10ms | 12 | clients.backOff | 0 <= base <= cap",
        "servers: 10 | servers: 0 | 16 | plant.pool.servers | from 1 to 1000000, found 0",
        "servers: 10, | '' | 16 | plant.pool.servers | found none; write it",
        "Fixed | Normal | 16 | plant.pool.distribution | expected Exponential or Fixed",
        "capacity: 100 | capacity: 2000 | 18 | plant.cache | 1 <= capacity <= keys",
        "ttl: 30s, | '' | 18 | plant.cache.earlyFactor | expected a ttl beside it",
        "replica2RateFactor | replica4RateFacto | 22 | faults[0].dial | replica1RateFactor",
        "value: 0.4 | value: 0 | 22 | faults[0].value | from 0.001 to 1000.0",
        "at: 60s | at: 80s | 23 | faults[1].at | put the faults in order",
        "lasts: 30s | lasts: 0s | 22 | faults[0].lasts | above 0 s",
        "lasts: 30s | lasts: 10m | 22 | faults[0].lasts | at most 240 s",
        "at: 70s | at: 6m | 23 | faults[1].at | from 0 s to 300 s",
        "loss: 0.1 | loss: 1.1 | 27 | scrape.loss | from 0 to 1, found 1.1",
        "interval: 15s | interval: 1ms | 25 | scrape.interval | from 0.1 s to 3600 s",
        "to: 185s | to: 60s | 29 | scrape.outages[0] | expected 0 <= from < to",
      })
  void read_wrongValue_isNamedWithItsLine(
      String text, String other, int line, String path, String message) {
    assertThat(ALL).contains(text);

    ScenarioFile file = ScenarioFile.read("mine.yaml", ALL.replace(text, other));

    assertThat(file.scenario()).isNull();
    assertThat(file.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "constant: {perSecond: 750}, step: {perSecond: 1, laterPerSecond: 2, at: 1s} | found 2 of"
            + " them",
        "'' | found 0 of them",
        "ramp: {points: []} | at least one point",
        "ramp: {points: [{at: 9s, perSecond: 1}, {at: 8s, perSecond: 2}]} | put the points in"
            + " order",
        "recorded: {step: 1s, perSecond: []} | at least one rate",
        "recorded: {step: 0s, perSecond: [1]} | above 0 s",
        "spike: {perSecond: 1, peakPerSecond: 2, from: 9s, to: 8s} | points in the order of time",
        "diurnal: {meanPerSecond: 1, swingPerSecond: 2, period: 1h} | 0 <= swing <= mean",
      })
  void read_wrongDemand_isNamed(String demand, String message) {
    String yaml = ALL.replace("  constant: {perSecond: 750}", "  {" + demand + "}");

    assertThat(ScenarioFile.read("mine.yaml", yaml).problems())
        .extracting(ManifestProblem::message)
        .anyMatch(found -> found.contains(message));
  }

  @Test
  void read_severalProblems_areAllNamed() {
    String yaml =
        ALL.replace("end: 5m", "end: soon")
            .replace("resends: 4", "resends: -1")
            .replace("share: 0.2", "share: 2")
            .replace("delay: 0s", "delay: x");

    assertThat(ScenarioFile.read("mine.yaml", yaml).problems())
        .extracting(ManifestProblem::path)
        .containsExactly("end", "clients.resends", "plant.call.share", "scrape.delay");
  }

  @Test
  void read_twoFaultsOfOneDialAtOnce_areRefused() {
    String yaml = ALL.replace("dial: cacheFlush, value: 1", "dial: replica2RateFactor, value: 1");

    assertThat(ScenarioFile.read("mine.yaml", yaml).problems())
        .singleElement()
        .asString()
        .startsWith("mine.yaml:23: faults[1].at: expected the fault of replica2RateFactor above");
  }

  @Test
  void read_moreRequestsThanARunCanHave_isRefused() {
    String yaml = ALL.replace("end: 5m", "end: 7d").replace("perSecond: 750", "perSecond: 5000");

    assertThat(ScenarioFile.read("mine.yaml", yaml).problems())
        .singleElement()
        .asString()
        .contains("mine.yaml:7: demand: expected at most 1000000000 requests in a run");
  }

  @Test
  void read_inflightBesideOthers_isRefused() {
    String yaml = ALL.replaceFirst(" {2}pool: .*", "  inflight: {base: 1s, perAttempt: 10ms}");

    assertThat(ScenarioFile.read("mine.yaml", yaml).problems())
        .singleElement()
        .asString()
        .startsWith("mine.yaml:15: plant: expected chain, inflight or replicated alone");
  }

  @Test
  void read_chain_isItsServicesInOrder() {
    String chain =
        ALL.substring(0, ALL.indexOf("plant:"))
            + """
            plant:
              chain:
              - {servers: 10, queue: 100, serviceTime: 10ms}
              - {servers: 5, queue: 50, serviceTime: 2ms, distribution: Fixed}
            faults:
            - {at: 60s, dial: service2RateFactor, value: 0.4}
            """;

    assertThat(scenario(chain).plant())
        .isEqualTo(
            new PlantSpec.Chain(
                List.of(
                    new PoolSpec(10, 100, ServiceTime.exponential(0.01)),
                    new PoolSpec(5, 50, ServiceTime.fixed(0.002)))));
    String one = chain.replaceFirst("  - .servers: 5.*\n", "");
    assertThat(ScenarioFile.read("mine.yaml", one).problems())
        .singleElement()
        .asString()
        .startsWith("mine.yaml:16: plant.chain: expected a chain of 2 to 10 services, found 1");
  }

  private static final String CONNECTIONS =
      ALL.replaceFirst(
          " {2}heap: .*",
          "  connections: {size: 20, queue: 50, acquireTimeout: 250ms, queryTime: 5ms,"
              + " distribution: Fixed, contention: 0.02, connectTime: 30ms, idleTimeout: 10m,"
              + " maxLifetime: 30m}");

  @Test
  void read_connections_areInThePlant() {
    assertThat(((PlantSpec.Pools) scenario(CONNECTIONS).plant()).connections())
        .isEqualTo(
            new ConnectionPoolSpec(
                20,
                50,
                0.25,
                new ConnectionPoolSpec.Query(ServiceTime.fixed(0.005), 0.02),
                new ConnectionPoolSpec.Upkeep(0.03, 600, 1_800)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size: 20 | sise: 20 | plant.connections.sise | did you mean size?",
        "size: 20 | size: 0 | plant.connections.size | from 1 to 10000, found 0",
        "size: 20, | '' | plant.connections.size | found none; write it",
        "acquireTimeout: 250ms | acquireTimeout: 0s | plant.connections.acquireTimeout | from 0.001"
            + " s",
        "contention: 0.02 | contention: 2 | plant.connections.contention | from 0 to 1",
        "distribution: Fixed | distribution: F | plant.connections.distribution | Exponential or"
            + " Fixed",
        "connections: { | heap: {megabytes: 9, baseMegabytes: 1, runningMegabytes: 1,"
            + " startMegabytes: 1, pausePerMegabyte: 1ms}, connections: { | plant | found both",
      })
  void read_wrongConnections_areNamed(String text, String other, String path, String message) {
    int at = CONNECTIONS.indexOf("connections:");
    String changed = CONNECTIONS.substring(at).replaceFirst(text.replace("{", "\\{"), other);
    String yaml =
        CONNECTIONS.substring(0, at) + changed.replace("}, connections", "}\n  connections");

    assertThat(ScenarioFile.read("mine.yaml", yaml).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }

  private static final String REPLICATED =
      ALL.substring(0, ALL.indexOf("plant:"))
          + """
          plant:
            replicated:
              leader: {servers: 4, queue: 100, serviceTime: 10ms}
              follower: {servers: 2, queue: 50, serviceTime: 5ms, distribution: Fixed}
              followers: 3
              writes: 0.1
              staleness: 4s
              redirectTime: 2ms
              closedTimestampLag: 3s
              closeInterval: 100ms
              replicationDelay: 50ms
              delayDistribution: Fixed
          faults:
          - {at: 60s, lasts: 60s, dial: replicationDelaySeconds, value: 2}
          """;

  @Test
  void read_replicated_isALeaderWithItsFollowers() {
    assertThat(scenario(REPLICATED).plant())
        .isEqualTo(
            new PlantSpec.Replicated(
                new ReplicationSpec(
                    new PoolSpec(4, 100, ServiceTime.exponential(0.01)),
                    new PoolSpec(2, 50, ServiceTime.fixed(0.005)),
                    3,
                    new ReplicationSpec.Requests(0.1, 4, 0.002),
                    new ReplicationSpec.Closing(3, 0.1, ServiceTime.fixed(0.05)))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "closedTimestampLag | closedTimestampLg | plant.replicated.closedTimestampLg |"
            + " did you mean closedTimestampLag?",
        "staleness: 4s | staleness: 2h | plant.replicated.staleness | from 0 s to 3600 s",
        "writes: 0.1 | writes: 10 | plant.replicated.writes | from 0 to 1",
        "followers: 3 | followers: 0 | plant.replicated.followers | from 1 to 100",
        "closeInterval: 100ms | closeInterval: 0s | plant.replicated.closeInterval | from 0.001 s",
        "leader: {servers: 4 | leader: {servers: 0 | plant.replicated.leader.servers | found 0",
        "leader: { | leaders: { | plant.replicated.leaders | did you mean leader?",
        "dial: replicationDelaySeconds | dial: replicationDelay | faults[0].dial |"
            + " replicationDelaySeconds",
      })
  void read_wrongReplicated_isNamed(String text, String other, String path, String message) {
    assertThat(ScenarioFile.read("mine.yaml", REPLICATED.replace(text, other)).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).isEqualTo(path);
              assertThat(problem.message()).contains(message);
            });
  }

  @Test
  void read_noFileOrTwoDocuments_isOneProblem() {
    assertThat(ScenarioFile.read(folder.resolve("none.yaml")).problems())
        .singleElement()
        .asString()
        .endsWith("expected a YAML file, found nothing here; check the path");
    assertThat(ScenarioFile.read("two.yaml", ALL + "---\n" + ALL).problems())
        .singleElement()
        .asString()
        .contains("expected one document, found 2");
    assertThat(ScenarioFile.read("none.yaml", "# nothing\n").problems())
        .singleElement()
        .asString()
        .contains("expected one document, found none");
  }
}
