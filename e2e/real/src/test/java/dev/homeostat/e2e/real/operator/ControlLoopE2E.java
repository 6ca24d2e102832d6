package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.e2e.cluster.MountedConfigMap;
import dev.homeostat.e2e.cluster.RealPrometheus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Control loops on the admission limit of the real sample service, through the real API server and
 * Prometheus. The service is overloaded, so that its queue is the limit less its connections: a
 * process of gain 1 whose dead time is that of the scrape, the tick and the mount. Both tests drive
 * the one knob, so they run one after the other.
 */
@OnSharedOperator
@Order(Integer.MAX_VALUE - 1)
class ControlLoopE2E {

  private static final Duration TUNED_WITHIN = Duration.ofMinutes(6);
  private static final Duration HELD_WITHIN = Duration.ofMinutes(2);

  @TempDir static Path folder;

  private static SampleStack sample;
  private static OperatorWorld world;
  private static MountedConfigMap mount;

  @BeforeAll
  static void open() throws Exception {
    sample =
        new SampleStack(
            folder.resolve("sample"),
            Map.of("admission.limit", "60", "pool.size", "8", "cache.ttl", "0s"));
    world =
        new OperatorWorld(
            "loops",
            folder,
            List.of(new RealPrometheus.Target("checkout", sample.hostPort, Map.of())));
    world.apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: checkout, namespace: loops}
        data: {admission.limit: "60", pool.size: "8", cache.ttl: 0s}
        """);
    mount = MountedConfigMap.mount(world.proxy, "loops", "checkout", sample.settings);
    world.sharedOperator();
    world.burn("checkout", "0");
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: OperatingMode
        metadata: {name: checkout, namespace: loops}
        spec:
          enforcement: Enforce
          interval: 1s
          signals:
          - {name: burn, promql: {source: loops, query: 'burn{app="checkout"}'}}
          knobs:
          - name: limit
            type: Integer
            min: 20
            max: 100
            saferDirection: Lower
            takeOver: true
            values: {target: 60, degraded: 20}
            in: {configMapKey: {name: checkout, key: admission.limit}}
          modes:
            degraded:
              minDwell: 3s
              enter: [{allOf: [{signal: burn, above: 10, exitBelow: 1, for: 1s, exitFor: 1s}]}]
            recovery: {steps: [10, 50, 100], hold: 1s}
        """);
    world.awaitReady("checkout", "True", "Deciding");
  }

  @AfterAll
  static void close() throws Exception {
    if (mount != null) {
      mount.close();
    }
    if (world != null) {
      world.close();
    }
    if (sample != null) {
      sample.close();
    }
  }

  @AfterEach
  void end() throws Exception {
    world.kubectl.must("", "delete", "cl", "--all", "-n", "loops", "--timeout=20s");
    world.api.await(
        world.configMapPath("checkout"),
        "the declared limit again",
        OperatorWorld.SOON,
        seen -> limit(seen) == 60);
  }

  private static int limit(JsonNode configMap) {
    return configMap.path("data").path("admission.limit").asInt();
  }

  private static String path(String name) {
    return "/apis/homeostat.dev/v1alpha1/namespaces/loops/controlloops/" + name;
  }

  /** A loop that keeps 52 requests waiting, where the limit of 60 puts them. */
  private static void loop(String name, String rest) throws Exception {
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: ControlLoop
        metadata: {name: %s, namespace: loops}
        spec:
          enforcement: Enforce
          signal: {name: queued, promql: {source: loops, query: checkout_queued_requests}}
          setpoint: 52
          output: {min: 20, max: 100}
          drives: {operatingMode: checkout, knob: limit}
        """
                .formatted(name)
            + rest.indent(2));
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void relayTuning_onTheRealService_findsGainsWithinItsBudget() throws Exception {
    world.burn("tuned", "2");
    long start = System.nanoTime();
    loop(
        "tuned",
        """
        pid: {proportionalGain: 0.1, integralTime: 30s}
        supervision: {disabled: true}
        tuning:
          method: Relay
          rule: TyreusLuyben
          apply: true
          relay:
            amplitude: 30
            hysteresis: 5
            maxDeviation: 60
            maxDuration: 5m
            budget: {burnRate: {name: burn, promql: {source: loops, query: 'burn{app="tuned"}'}}, maxSpentRatio: 0.001}
        """);
    JsonNode tuned =
        world.api.await(
            path("tuned"),
            "the experiment over",
            TUNED_WITHIN,
            seen ->
                !OperatorWorld.condition(seen, "Tuned").isMissingNode()
                    && List.of("Finished", "Aborted")
                        .contains(seen.at("/status/tuning/phase").asText()));
    System.out.printf(
        "control loop: relay tuning took %d s: %s%n",
        (System.nanoTime() - start) / 1_000_000_000, tuned.at("/status/tuning"));

    assertThat(tuned.at("/status/tuning/phase").asText()).isEqualTo("Finished");
    assertThat(OperatorWorld.condition(tuned, "Tuned").path("status").asText()).isEqualTo("True");
    assertThat(tuned.at("/status/tuning/spentRatio").asDouble()).isPositive().isLessThan(0.001);
    // A relay of 30 on a process of gain 1 and dead time swings by 30: Ku = 4 d / (pi a) = 1.27. A
    // queue that a busy machine drains too slowly swings less, and its gain is larger.
    assertThat(tuned.at("/status/tuning/ultimateGain").asDouble()).isBetween(0.9, 4.0);
    // At the fastest the relay switches at each evaluation: two of them, a second apart and
    // measured
    // to the millisecond, make a period, less what one of them was late.
    assertThat(tuned.at("/status/tuning/ultimatePeriodSeconds").asDouble()).isBetween(1.8, 15.0);
    JsonNode active =
        world.api.await(
            path("tuned"),
            "the gains found in use, and the queue at its setpoint",
            Duration.ofSeconds(90),
            seen ->
                seen.at("/status/gains/from").asText().equals("Relay1")
                    && seen.at("/status/phase").asText().equals("Active")
                    && Math.abs(seen.at("/status/measured").asDouble() - 52) <= 8);
    assertThat(active.at("/status/terms/integral").isMissingNode()).isFalse();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void badGains_onTheRealService_areDetunedAndThenHeld() throws Exception {
    long start = System.nanoTime();
    loop(
        "bad",
        """
        pid: {proportionalGain: 8, integralTime: 30s}
        supervision: {amplitude: 3, ultimatePeriod: 4s, disturbances: 4, calm: 10m}
        """);
    world.api.await(
        path("bad"),
        "slower gains",
        HELD_WITHIN,
        seen -> seen.at("/status/gains/from").asText().equals("DeclaredDetuned"));
    long detuned = System.nanoTime();
    JsonNode held =
        world.api.await(
            path("bad"),
            "the loop held",
            HELD_WITHIN,
            seen ->
                seen.at("/status/phase").asText().equals("Held")
                    && seen.at("/status/reason").asText().contains("oscillates"));
    System.out.printf(
        "control loop: bad gains detuned after %d s, held after %d s%n",
        (detuned - start) / 1_000_000_000, (System.nanoTime() - start) / 1_000_000_000);

    assertThat(OperatorWorld.condition(held, "Ready").path("reason").asText()).isEqualTo("Held");
    assertThat(OperatorWorld.condition(held, "Oscillating").path("reason").asText())
        .isEqualTo("Held");
  }
}
