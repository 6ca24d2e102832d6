package dev.homeostat.pid.law;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is declared and cannot be is refused, and named. */
class DeclarationsTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final PidSettings SETTINGS =
      PidSettings.of(PidGains.Isa.pi(1, 1), Action.REVERSE, OutputLimits.within(0, 1));

  static Stream<Arguments> impossible() {
    return Stream.of(
        refused("min", () -> OutputLimits.within(1, 0)),
        refused("min", () -> OutputLimits.within(NAN, 0)),
        refused("max", () -> OutputLimits.within(0, INFINITE)),
        refused("risePerSecond", () -> OutputLimits.within(0, 1).withSlew(0, 1)),
        refused("fallPerSecond", () -> OutputLimits.within(0, 1).withSlew(1, NAN)),
        refused("quantum", () -> OutputLimits.within(0, 1).withQuantum(-1, Rounding.UP)),
        refused("quantum", () -> OutputLimits.within(1, 4).withQuantum(5, Rounding.UP)),
        refused("min", () -> SetpointLimits.ANY.withRange(2, 1)),
        refused("min", () -> SetpointLimits.ANY.withRange(NAN, 1)),
        refused("proportionalWeight", () -> SetpointLimits.ANY.withWeights(1.1, 0)),
        refused("derivativeWeight", () -> SetpointLimits.ANY.withWeights(1, NAN)),
        refused("ratePerSecond", () -> SetpointLimits.ANY.withRate(0)),
        refused("trackingSeconds", () -> AntiWindup.backCalculation(0)),
        refused("trackingSeconds", () -> AntiWindup.backCalculation(NAN)),
        refused("deadband", () -> SETTINGS.withDeadband(-1)),
        refused("maxGapSeconds", () -> SETTINGS.withMaxGap(0)),
        refused("applied", () -> new Pid(SETTINGS).start(NAN)),
        refused("standingAt", () -> new PidBank(List.of(new Pid(SETTINGS)), INFINITE)),
        refused("minLimit", () -> new Aimd(0, 10, 0.9, 1)),
        refused("backoffRatio", () -> new Aimd(1, 10, 1, 1)),
        refused("backoffRatio", () -> new Aimd(1, 10, 0.4, 1)),
        refused("timeout", () -> new Aimd(1, 10, 0.9, 0)),
        refused("minLimit", () -> Gradient2.published(0, 10)),
        refused("queueSize", () -> new Gradient2(1, 10, -1, 0.2, 1.5, 600)),
        refused("smoothing", () -> new Gradient2(1, 10, 4, 0, 1.5, 600)),
        refused("tolerance", () -> new Gradient2(1, 10, 4, 0.2, 0.9, 600)),
        refused("longWindow", () -> new Gradient2(1, 10, 4, 0.2, 1.5, 0)),
        refused("maxLimit", () -> Vegas.published(0)),
        refused("smoothing", () -> new Vegas(10, 1.1, 3, 6, 30)),
        refused("alphaFactor", () -> new Vegas(10, 1, 7, 6, 30)),
        refused("probeMultiplier", () -> new Vegas(10, 1, 3, 6, 0)),
        refused("halfWidth", () -> new OnOff(Action.REVERSE, 0, 0, 1)),
        refused("off", () -> new OnOff(Action.REVERSE, 1, NAN, 1)),
        refused("on", () -> new OnOff(Action.REVERSE, 1, 0, INFINITE)),
        refused("base", () -> new StepTable(NAN, List.of(new StepTable.Row(1, 1)), 0)),
        refused("rows", () -> new StepTable(0, List.of(), 0)),
        refused("hysteresis", () -> new StepTable(0, List.of(new StepTable.Row(1, 1)), -1)),
        refused("from", () -> new StepTable.Row(NAN, 1)),
        refused("output", () -> new StepTable.Row(1, NAN)),
        refused(
            "from",
            () -> new StepTable(0, List.of(new StepTable.Row(2, 1), new StepTable.Row(2, 3)), 0)));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void declaration_impossible_isNamed(String name, ThrowingCallable declaration) {
    assertThatThrownBy(declaration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("must")
        .hasMessageContaining("found");
  }

  private static Arguments refused(String name, ThrowingCallable declaration) {
    return Arguments.of(name, declaration);
  }
}
