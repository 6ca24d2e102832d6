package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.LoopReport;
import dev.homeostat.engine.plan.LoopState;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The real engine with a ControlLoop on a process of first order with dead time, {@code y' = (K u(t
 * - theta) + load - y) / tau}, integrated exactly between two samples.
 */
public final class LoopWorld {

  /** The knob, whose value in Target is 0, and which lives in the key of the admission limit. */
  public static final String KNOB =
      Policies.knob(
          "u",
          "admission.limit",
          "type: Decimal, min: -100, max: 100, saferDirection: Lower, takeOver: true, values:"
              + " {target: 0, degraded: -50}");

  private static final int STEPS = 10;

  public final World world;
  private final double lagSeconds;
  private final Deque<Double> pipe = new ArrayDeque<>();
  private final List<Double> outputs = new ArrayList<>();
  private final List<Double> errors = new ArrayList<>();
  private final double gain;
  private double measurement;
  private double load;
  private boolean silent;
  private double burn;
  private double modeBurn;
  private final long stepMillis;

  /**
   * A world with a process of gain 1, lag 10 s and dead time 2 s.
   *
   * @param loops manifests of the loops
   */
  public LoopWorld(String... loops) {
    this(1, 1_000, loops);
  }

  public LoopWorld(double gain, long stepMillis, String... loops) {
    this.gain = gain;
    this.stepMillis = stepMillis;
    lagSeconds = 10;
    for (int i = 0; i < 2_000 * STEPS / stepMillis; i++) {
      pipe.add(0.0);
    }
    world = new World(policy(stepMillis, loops));
    world.objects.create(World.CONFIG, "kubectl", Map.of(World.LIMIT, "0"));
    answer();
  }

  /** A policy with one OperatingMode and these loops. */
  public static String policy(long intervalMillis, String... loops) {
    return Policies.withKnobs(KNOB)
            .replace("staleAfter: 3s", "staleAfter: 3s, allowPromql: true")
            .replace("interval: 1s", "interval: " + intervalMillis + "ms")
        + "---\n"
        + String.join("---\n", loops);
  }

  /** A PI loop in Enforce that keeps the process at 0, with SIMC's gains. */
  public static String loop(String name, String... more) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: ControlLoop
    metadata: {name: %s, namespace: shop}
    spec:
      enforcement: Enforce
      signal: {name: process, promql: {source: main, query: process}}
      setpoint: 0
      drives: {operatingMode: checkout, knob: u}
    """
            .formatted(name)
        + String.join("", more).indent(2);
  }

  /** SIMC's gains for that process. */
  public static final String SIMC = "pid: {proportionalGain: 2.5, integralTime: 10s}\n";

  /** Nothing is supervised. */
  public static final String UNSUPERVISED = "supervision: {disabled: true}\n";

  private void answer() {
    world.signals.answer(
        query -> {
          long nowMillis = world.time.nowMillis();
          if (query instanceof Query.Instant instant) {
            if (silent) {
              return new Reading.Missing("NoSeries", "none");
            }
            double value = instant.expression().equals("process") ? measurement : burn;
            return new Reading.Value(value, nowMillis);
          }
          double count = query.expression().startsWith("errors") ? modeBurn * 0.01 * 1_000 : 1_000;
          return new Reading.Value(count, nowMillis);
        });
  }

  /** A disturbance that is added at the process's input. */
  public void load(double value) {
    load = value;
  }

  /** Whether the process's signal is missing. */
  public void silent(boolean value) {
    silent = value;
  }

  /** The burn rate that an experiment counts. */
  public void burn(double value) {
    burn = value;
  }

  /** The burn rate that moves the mode. */
  public void modeBurn(double value) {
    modeBurn = value;
  }

  /** Where the process is. */
  public double measurement() {
    return measurement;
  }

  /** The process is pushed to a value. */
  public void push(double value) {
    measurement = value;
  }

  /** What the object holds. */
  public double applied() {
    return Double.parseDouble(world.limit());
  }

  /** The values that the object held after each step. */
  public List<Double> outputs() {
    return List.copyOf(outputs);
  }

  /** The integral of the absolute error since the last call. */
  public double absoluteError() {
    double sum = errors.stream().mapToDouble(Math::abs).sum() * stepMillis / 1_000;
    errors.clear();
    return sum;
  }

  /** Some steps: the process goes on, then the engine evaluates. */
  public Decision steps(int count) {
    Decision last = null;
    for (int i = 0; i < count; i++) {
      process();
      last =
          Objects.requireNonNull(world.tickAllAfter(stepMillis).get(0).decision(), "no decision");
      outputs.add(applied());
    }
    return Objects.requireNonNull(last);
  }

  private void process() {
    double seconds = stepMillis / 1_000.0 / STEPS;
    double share = -Math.expm1(-seconds / lagSeconds);
    double applied = applied();
    double area = 0;
    for (int i = 0; i < STEPS; i++) {
      pipe.add(applied);
      double delayed = Objects.requireNonNull(pipe.poll());
      measurement += share * (gain * delayed + load - measurement);
      area += Math.abs(measurement) / STEPS;
    }
    errors.add(area);
  }

  /** What is remembered of a loop, in the order in which they were declared. */
  public LoopState loop(int index) {
    WorkloadState state = Objects.requireNonNull(world.state());
    return state.loops().get(index);
  }

  /** What a loop tells of itself. */
  public LoopReport report(String name) {
    ResourceId id = new ResourceId("ControlLoop", "shop", name);
    return Objects.requireNonNull(world.loops().get(id));
  }

  /** The OperatingMode. */
  public static ResourceId workload() {
    return new ResourceId("OperatingMode", "shop", "checkout");
  }
}
