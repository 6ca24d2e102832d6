package dev.homeostat.engine.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of records of a process with gain 1, lag 10 s and dead time 2 s. */
class LoopTunerTest {

  private static final LoopManifest.Names NAMES =
      new LoopManifest.Names("loop", "shop", "main", "process{a=\"b\"} > 0", 0, 4, "checkout", "u");

  /** The time of each change is known to a millisecond. */
  private static Recorded recorded(double gain, double height) {
    return recorded(gain, height, seconds -> 0);
  }

  private static Recorded recorded(double gain, double height, DoubleUnaryOperator more) {
    List<Recorded.Point> output = new ArrayList<>();
    List<Recorded.Point> measured = new ArrayList<>();
    output.add(new Recorded.Point(0, 5));
    output.add(new Recorded.Point(19_999, 5));
    for (int second = 20; second <= 100; second++) {
      output.add(new Recorded.Point(second * 1_000L, 5 + height));
    }
    for (int second = 0; second <= 100; second++) {
      double since = Math.max(0, second - 22);
      measured.add(
          new Recorded.Point(
              second * 1_000L,
              3 + gain * height * -Math.expm1(-since / 10) + more.applyAsDouble(second)));
    }
    return new Recorded(output, measured);
  }

  private static Proposal proposal(Recorded recorded) {
    return ((TuneResult.Proposed) LoopTuner.propose(recorded)).proposal();
  }

  private static String reason(Recorded recorded) {
    return ((TuneResult.Refused) LoopTuner.propose(recorded)).reason();
  }

  /** Half of the interval of 1 s is dead time too: SIMC gives 10 / (2 * 2.5) = 2. */
  @Test
  void step_givesTheProcessAndSimcsGains() {
    Proposal found = proposal(recorded(1, 4));

    assertThat(found.model().gain()).isEqualTo(1, within(0.001));
    assertThat(found.model().lagSeconds()).isEqualTo(10, within(0.01));
    assertThat(found.model().deadTimeSeconds()).isEqualTo(2, within(0.01));
    assertThat(found.model().deadTimeUncertaintySeconds()).isEqualTo(0.0005, within(1e-9));
    assertThat(found.action()).isEqualTo("Reverse");
    assertThat(found.recommended().rule()).isEqualTo("SIMC");
    assertThat(found.recommended().proportionalGain()).isEqualTo(2.0, within(0.01));
    assertThat(found.recommended().integralSeconds()).isEqualTo(10, within(0.01));
    // Skogestad's figures for a lag that cancels: Ms 1.59, GM pi, PM 61.4 degrees.
    assertThat(found.recommended().maximumSensitivity()).isEqualTo(1.590, within(0.002));
    assertThat(found.recommended().gainMargin()).isEqualTo(3.1416, within(0.005));
    assertThat(found.recommended().phaseMarginDegrees()).isEqualTo(61.35, within(0.1));
  }

  @Test
  void rules_withNarrowMargins_areSaidToBeSo() {
    List<Proposal.Gains> rules = proposal(recorded(1, 4)).rules();

    assertThat(rules).hasSize(9);
    assertThat(rules)
        .filteredOn(gains -> gains.rule().equals("ZieglerNichols"))
        .allSatisfy(gains -> assertThat(gains.verdict()).isEqualTo("Narrow"));
    assertThat(rules)
        .filteredOn(gains -> gains.rule().equals("AMIGO"))
        .allSatisfy(gains -> assertThat(gains.verdict()).isEqualTo("Ample"));
  }

  @Test
  void fallingSignal_givesDirectAction() {
    assertThat(proposal(recorded(-2, 4)).action()).isEqualTo("Direct");
  }

  /** With an interval of 20 s the dead time is 12 s, and the gains are about a sixth. */
  @Test
  void slowLoop_getsSlowerGains() {
    TuneResult.Proposed slow = (TuneResult.Proposed) LoopTuner.propose(recorded(1, 4), 20);

    assertThat(slow.proposal().recommended().proportionalGain()).isEqualTo(10 / 24.0, within(0.01));
  }

  @Test
  void poorRecords_areNamed() {
    Recorded good = recorded(1, 4);
    List<Recorded.Point> backwards = new ArrayList<>(good.measured());
    backwards.set(30, new Recorded.Point(1, 3));

    assertThat(reason(recorded(1, 0))).isEqualTo("NoStep");
    assertThat(reason(recorded(0, 4))).isEqualTo("NoResponse");
    assertThat(reason(recorded(1, Double.NaN))).isEqualTo("NotFinite");
    assertThat(reason(new Recorded(good.output(), backwards))).isEqualTo("TimestampsDisordered");
    assertThat(reason(new Recorded(good.output(), good.measured().subList(0, 25))))
        .isEqualTo("TooFewSamples");
    assertThat(reason(new Recorded(good.output(), List.of()))).isEqualTo("TooFewSamples");
    assertThat(reason(recorded(1, 4, seconds -> 2 * Math.sin(seconds)))).isEqualTo("PoorFit");
    assertThat(reason(recorded(0, 4, seconds -> Math.max(0, seconds - 20))))
        .isEqualTo("NotSettling");
  }

  @Test
  void newLoop_isAcceptedAndShowsTheMarginsThatWereProposed() {
    Proposal proposal = proposal(recorded(1, 4));

    String manifest = LoopManifest.of(proposal, NAMES);

    assertThat(manifest).as("a setpoint of 0 says nothing of the error").contains("amplitude: 0.4");
    LoopPolicy.PidLaw law = compiled(manifest);

    assertThat(law.gains().terms().proportional())
        .isEqualTo(proposal.recommended().proportionalGain(), within(0.001));
    assertThat(Objects.requireNonNull(law.margins()).maximumSensitivity())
        .isEqualTo(proposal.recommended().maximumSensitivity(), within(0.001));
  }

  @Test
  void writtenLoop_keepsWhatItSaysButItsGains() {
    String before =
        LoopWorld.loop(
            "loop",
            "priority: 7\n",
            "setpointRange: {min: -10, max: 10}\n",
            "output: {min: -50, max: 50}\n",
            "pid: {form: Parallel, proportionalGain: 1, integralGain: 2, deadband: 0.5, action:"
                + " Direct}\n");
    Manifest<ControlLoopSpec> manifest =
        ManifestReader.read("before", before).of(ControlLoopSpec.class).get(0);

    String after = LoopManifest.of(proposal(recorded(1, 4)), "loop", "shop", manifest.spec());

    ControlLoopSpec spec =
        ManifestReader.read("after", after).of(ControlLoopSpec.class).get(0).spec();
    assertThat(spec.priority()).isEqualTo(7);
    assertThat(spec.enforcement()).isEqualTo("Enforce");
    assertThat(Objects.requireNonNull(spec.pid()).deadband()).isEqualTo(0.5);
    assertThat(spec.pid().form()).isNull();
    assertThat(spec.pid().integralGain()).isNull();
    assertThat(spec.pid().action()).isEqualTo("Reverse");
    compiled(after);
  }

  /** The law of a loop that is declared beside its OperatingMode, without a problem. */
  private static LoopPolicy.PidLaw compiled(String loop) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(LoopWorld.policy(1_000, loop)));
    assertThat(compiled.problems()).as(loop).isEmpty();
    return Objects.requireNonNull(compiled.workloads().get(0).loops().all().get(0).pid());
  }
}
