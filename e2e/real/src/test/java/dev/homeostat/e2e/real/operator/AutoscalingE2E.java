package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A ControlLoop with {@code autoscaling: ShedOnlyAtMax} beside the real controller of
 * HorizontalPodAutoscalers. Nothing measures the load of a cluster without nodes, so that it scales
 * by its bounds alone: what has more replicas than its maximum is brought there. Each test goes on
 * from where the one before has left it.
 */
@OnSharedOperator
@Order(Integer.MAX_VALUE - 1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutoscalingE2E {

  /** The autoscaler looks each 15 s, and a loop rests a minute after it is below its maximum. */
  private static final Duration RESTED_WITHIN = Duration.ofMinutes(2);

  @TempDir static Path folder;

  private static OperatorWorld world;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("autoscaled", folder);
    world.sharedOperator();
    world.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: checkout, namespace: autoscaled}
        spec:
          replicas: 1
          selector: {matchLabels: {app: checkout}}
          template:
            metadata: {labels: {app: checkout}}
            spec: {containers: [{name: app, image: none}]}
        """);
    world.configMap("checkout");
    world.burn("checkout", "8");
    world.apply(world.operatingMode("checkout"));
    world.awaitReady("checkout", "True", "Deciding");
    loop();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  /** A loop that lowers the limit by 1.5 a second while the burn rate is 8. */
  private static void loop() throws Exception {
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: ControlLoop
        metadata: {name: shedding, namespace: autoscaled}
        spec:
          enforcement: Enforce
          signal: {name: burn, promql: {source: autoscaled, query: 'burn{app="checkout"}'}}
          setpoint: 5
          pid: {proportionalGain: 10, integralTime: 20s}
          output: {min: 100}
          drives: {operatingMode: checkout, knob: limit}
          autoscaling: ShedOnlyAtMax
        """);
  }

  private static void autoscaler(String name, int most) throws Exception {
    world.apply(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: %s, namespace: autoscaled}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
          maxReplicas: %d
        """
            .formatted(name, most));
  }

  private static JsonNode await(String what, Duration within, Predicate<JsonNode> wanted)
      throws Exception {
    return world.api.await(
        "/apis/homeostat.dev/v1alpha1/namespaces/autoscaled/controlloops/shedding",
        what,
        within,
        wanted);
  }

  private static JsonNode await(String phase, String reason, Duration within) throws Exception {
    return await(
        phase + " since " + reason,
        within,
        seen ->
            seen.at("/status/phase").asText().equals(phase)
                && seen.at("/status/reason").asText().startsWith(reason));
  }

  private static int limit() throws Exception {
    return world.api.get(world.configMapPath("checkout")).at("/data/limit").asInt();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  @Order(1)
  void modeWithoutWorkload_isNamedAndMended() throws Exception {
    JsonNode refused =
        await(
            "what it needs is named",
            OperatorWorld.SOON,
            seen -> OperatorWorld.condition(seen, "Ready").path("status").asText().equals("False"));
    JsonNode ready = OperatorWorld.condition(refused, "Ready");
    assertThat(ready.path("reason").asText()).isEqualTo("InvalidSpec");
    assertThat(ready.path("message").asText())
        .contains("spec.targetRef of OperatingMode autoscaled/checkout");
    world.apply(
        world
            .operatingMode("checkout")
            .replace("spec:\n", "spec:\n  targetRef: {kind: Deployment, name: checkout}\n"));

    JsonNode held = await("Held", "AutoscalerMissing: ", OperatorWorld.SOON);
    assertThat(OperatorWorld.condition(held, "Ready").path("message").asText())
        .contains("no HorizontalPodAutoscaler scales deployments.apps autoscaled/checkout");
    assertThat(limit()).isEqualTo(620);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  @Order(2)
  void belowTheMaximum_loopRests() throws Exception {
    autoscaler("scaler", 3);

    JsonNode rests =
        await(
            "it rests, and says what keeps the autoscaler from scaling",
            OperatorWorld.SOON,
            seen ->
                seen.at("/status/phase").asText().equals("Tracking")
                    && seen.at("/status/reason").asText().contains("ScalingActive is False"));
    assertThat(rests.at("/status/reason").asText()).startsWith("BelowMaximum: ");
    assertThat(OperatorWorld.condition(rests, "Ready").path("status").asText()).isEqualTo("True");
    assertThat(limit()).isEqualTo(620);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  @Order(3)
  void atTheMaximum_loopSheds() throws Exception {
    world.kubectl.must("", "scale", "deployment", "checkout", "--replicas=5", "-n", "autoscaled");

    await("Active", "", Duration.ofSeconds(90));
    world.api.await(
        world.configMapPath("checkout"),
        "the limit sinks",
        OperatorWorld.SOON,
        seen -> seen.at("/data/limit").asInt() < 600);
    assertThat(
            world
                .api
                .get("/apis/apps/v1/namespaces/autoscaled/deployments/checkout")
                .at("/spec/replicas")
                .asInt())
        .as("the autoscaler has brought it to its maximum")
        .isEqualTo(3);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  @Order(4)
  void maximumRaised_loopRestsAndGivesBackWhatItShed() throws Exception {
    long start = System.nanoTime();
    autoscaler("scaler", 10);

    await("Tracking", "BelowMaximum: HorizontalPodAutoscaler scaler wants 3", RESTED_WITHIN);
    System.out.printf(
        "autoscaling: the loop rests %d s after the maximum was raised%n",
        (System.nanoTime() - start) / 1_000_000_000);
    world.awaitLimit("checkout", "620");
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  @Order(5)
  void secondAutoscaler_isNamedAndMended() throws Exception {
    autoscaler("another", 3);

    JsonNode held = await("Held", "AutoscalerAmbiguous: ", OperatorWorld.SOON);
    assertThat(held.at("/status/reason").asText()).contains("found another, scaler");
    world.kubectl.must("", "delete", "hpa", "another", "-n", "autoscaled");
    await("Tracking", "BelowMaximum: ", OperatorWorld.SOON);
    assertThat(limit()).isEqualTo(620);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  @Order(6)
  void rightWithdrawn_isNamedAndMended() throws Exception {
    world.kubectl.must("", "create", "serviceaccount", "blind", "-n", "autoscaled");
    world.kubectl.must(
        "",
        "create",
        "role",
        "blind",
        "-n",
        "autoscaled",
        "--verb=get,patch",
        "--resource=configmaps,deployments");
    world.kubectl.must(
        "",
        "create",
        "rolebinding",
        "blind",
        "-n",
        "autoscaled",
        "--role=blind",
        "--serviceaccount=autoscaled:blind");
    String mode =
        world
            .operatingMode("checkout")
            .replace("spec:\n", "spec:\n  targetRef: {kind: Deployment, name: checkout}\n");
    world.apply(mode.replace("spec:\n", "spec:\n  serviceAccountName: blind\n"));

    JsonNode held = await("Held", "AutoscalerUnknown: ", OperatorWorld.SOON);
    assertThat(held.at("/status/reason").asText())
        .contains("autoscaled/blind may not list horizontalpodautoscalers", "verbs [\"list\"]");
    world.apply(mode.replace("spec:\n", "spec:\n  serviceAccountName: default\n"));
    await("Tracking", "BelowMaximum: ", OperatorWorld.SOON);
  }
}
