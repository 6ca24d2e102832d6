package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.inmemory.World;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a ControlLoop gets wrong is named with its place and the way out. */
class LoopCompilerTest {

  private static final String LOOP =
      LoopWorld.loop(
          "loop",
          "setpointRange: {min: -10, max: 10}\n",
          "output: {min: -50, max: 50}\n",
          LoopWorld.SIMC);

  private static List<Problem> problems(String loop) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(LoopWorld.policy(1_000, loop)));
    assertThat(compiled.workloads()).as("the OperatingMode itself is well").hasSize(1);
    return compiled
        .problems()
        .getOrDefault(new ResourceId("ControlLoop", "shop", "loop"), List.of());
  }

  /** Peak sqrt((1 - 0.19) / 0.0001) = 90; of what is in flight, where that is declared. */
  @Test
  void capacity_ofCosts_isThePeakThatFollows() {
    String capacity = "\n  capacity: {contention: 0.19, coherency: 0.0001}";
    String inflight = "\n  inflight: {name: load, promql: {source: main, query: load}}";

    LoopPolicy.Capacity ofSignal = capacity(LOOP.replace("setpoint: 0", "setpoint: 0" + capacity));
    LoopPolicy.Capacity ofLoad =
        capacity(LOOP.replace("setpoint: 0", "setpoint: 0" + capacity + inflight));

    assertThat(ofSignal.load()).isZero();
    assertThat(ofLoad.load()).isEqualTo(1);
    assertThat(ofLoad.settings().peak()).isEqualTo(90, within(1e-9));
    assertThat(ofLoad.settings().hysteresisRatio()).isEqualTo(0.05);
    assertThat(ofLoad.settings().clearMillis()).isEqualTo(60_000);
  }

  private static LoopPolicy.Capacity capacity(String loop) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(LoopWorld.policy(1_000, loop)));
    return Objects.requireNonNull(
        compiled.workloads().get(0).loops().all().get(0).inputs().capacity());
  }

  @Test
  void loop_asItStands_hasNoProblem() {
    assertThat(problems(LOOP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setpoint: 0 | setpoint: 99 | InvalidSpec: spec.setpoint: expected a value within"
            + " setpointRange",
        "min: -10, max: 10 | min: 10, max: -10 | InvalidSpec: spec.setpointRange: expected min",
        "proportionalGain: 2.5 | proportionalGain: -2.5 | InvalidSpec: spec.pid: gain must be"
            + " finite and above 0",
        "integralTime: 10s | integralTime: 0s | InvalidSpec: spec.pid.integralTime: expected a"
            + " duration",
        "integralTime: 10s | integralGain: 1 | InvalidSpec: spec.pid: ISA and Series have",
        "knob: u | knob: v | UnknownKnob: spec.drives.knob: OperatingMode shop/checkout has no knob"
            + " v; it has u",
        "operatingMode: checkout | operatingMode: cart | UnknownOperatingMode:"
            + " spec.drives.operatingMode: there is no",
        "min: -50, max: 50 | min: -50, max: 500 | InvalidSpec: spec.output.max: expected a value"
            + " within the bounds of knob u",
        "min: -50, max: 50 | min: 50, max: -50 | InvalidSpec: spec.output",
        "setpoint: 0 | interval: 500ms | InvalidSpec: spec.interval: expected at least the"
            + " interval",
        "setpoint: 0 | onOff: {halfWidth: 1, offOutput: 0, onOutput: 1} | InvalidSpec: spec:"
            + " expected exactly one of pid",
        "setpoint: 0 | activeIn: [Normal] | InvalidSpec: spec.activeIn[0]: expected one of",
        "setpoint: 0 | autoscaling: Never | InvalidSpec: spec.autoscaling: expected one of",
        "setpoint: 0 | autoscaling: ShedOnlyAtMax | InvalidSpec: spec.autoscaling: ShedOnlyAtMax"
            + " needs the workload whose autoscaler counts: name it in spec.targetRef of"
            + " OperatingMode shop/checkout",
        "setpoint: 0 | tuning: {method: Rule} | InvalidSpec: spec.tuning.model: required",
        "setpoint: 0 | tuning: {method: Relay} | InvalidSpec: spec.tuning.relay: required",
        "setpoint: 0 | tuning: {model: {gain: 1, lag: 10s, deadTime: 2s}, method: Rule, rule: Best}"
            + " | InvalidSpec: spec.tuning.rule: expected one of SIMC",
        "setpoint: 0 | tuning: {model: {gain: 0, lag: 10s, deadTime: 2s}} | InvalidSpec:"
            + " spec.tuning.model: gain must be finite and not 0",
        "setpoint: 0 | tuning: {model: {gain: 20, lag: 10s, deadTime: 2s}} | UnstableGains:"
            + " spec.pid: with the process of spec.tuning.model",
        "setpoint: 0 | tuning: {model: {gain: -1, lag: 10s, deadTime: 2s}} | UnstableGains:"
            + " spec.pid: expected action Direct",
        "setpoint: 0 | supervision: {detuneFactor: 0.5} | InvalidSpec: spec.supervision:"
            + " detuneFactor",
        "setpoint: 0 | supervision: {harris: {samples: 300}} | InvalidSpec:"
            + " spec.supervision.harris.deadTime: required where there is no spec.tuning.model",
        "setpoint: 0 | supervision: {harris: {deadTime: 5m, samples: 300}} | InvalidSpec:"
            + " spec.supervision.harris.samples: 300 are too few",
        "setpoint: 0 | supervision: {harris: {deadTime: 2s, poorBelow: 3}} | InvalidSpec:"
            + " spec.supervision.harris: poorBelow must be 0 to 1",
        "setpoint: 0 | capacity: {} | InvalidSpec: spec.capacity: expected peakLoad, or else",
        "setpoint: 0 | capacity: {peakLoad: 100, contention: 0.1, coherency: 0.001} | InvalidSpec:"
            + " spec.capacity: expected peakLoad, or else",
        "setpoint: 0 | capacity: {contention: 0.1} | InvalidSpec: spec.capacity: coherency must",
        "setpoint: 0 | capacity: {peakLoad: -4} | InvalidSpec: spec.capacity: peak must be finite"
            + " and above 0",
        "setpoint: 0 | capacity: {peakLoad: 4, hysteresis: 2} | InvalidSpec: spec.capacity:"
            + " hysteresisRatio must",
        "setpoint: 0 | inflight: {name: load, promql: {source: main, query: load}} | InvalidSpec:"
            + " spec.inflight: only aimd, gradient, vegas and capacity read it"
      })
  void mistake_inLoop_isToldWithPathAndWayOut(String part, String instead, String told) {
    assertThat(LOOP).contains(part);
    String mistaken =
        part.equals("setpoint: 0") && !instead.startsWith("setpoint")
            ? LOOP.replace(part, part + "\n  " + instead)
            : LOOP.replace(part, instead);
    assertThat(problems(mistaken))
        .extracting(Problem::toString)
        .anySatisfy(text -> assertThat(text).startsWith(told));
  }

  @ParameterizedTest
  @CsvSource({"Deployment, true", "StatefulSet, true", "DaemonSet, false"})
  void shedOnlyAtMax_needsAWorkloadThatAnAutoscalerScales(String kind, boolean fits) {
    String policy =
        LoopWorld.policy(
                1_000, LOOP.replace("setpoint: 0", "autoscaling: ShedOnlyAtMax\n  setpoint: 0"))
            .replaceFirst(
                "  interval: 1000ms",
                "  targetRef: {kind: " + kind + ", name: checkout}\n  interval: 1000ms");
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(policy));

    assertThat(compiled.workloads().get(0).loops().all().get(0).onlyAtMaximum()).isTrue();
    assertThat(compiled.problems().isEmpty()).isEqualTo(fits);
    if (!fits) {
      assertThat(compiled.problems().toString()).contains("is a DaemonSet; say Independent");
    }
  }

  @Test
  void rule_fromModel_givesGainsAndMargins() {
    String ruled =
        LOOP.replace(LoopWorld.SIMC.strip(), "pid: {form: ISA}")
            .replace(
                "setpoint: 0",
                "setpoint: 0\n"
                    + "  tuning: {method: Rule, rule: SIMC, model: {gain: 1, lag: 10s, deadTime:"
                    + " 1500ms}}");
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(LoopWorld.policy(1_000, ruled)));
    LoopPolicy.PidLaw pid = compiled.workloads().get(0).loops().all().get(0).pid();
    assertThat(compiled.problems()).isEmpty();
    // Half of the interval of 1 s is dead time too, so this is the process of SIMC's own example.
    assertThat(pid.gains().terms().proportional()).isEqualTo(2.5);
    assertThat(pid.margins().maximumSensitivity())
        .isCloseTo(1.590, org.assertj.core.data.Offset.offset(0.001));
  }
}
