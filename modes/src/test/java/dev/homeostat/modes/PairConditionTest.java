package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The service says that it is well and its callers say that it is not: two signals too far apart.
 */
class PairConditionTest {

  /** Signal 1, the callers', is more than 10 above signal 0, the service's own. */
  private static final Condition APART =
      new Condition(1, 0, Condition.Side.ABOVE, 10, 5, 30_000, 40_000);

  @Test
  void read_twoSignals_isTheirDifference() {
    assertThat(read(3, 20).value()).isEqualTo(17);
    assertThat(read(20, 3).value()).isEqualTo(-17);
  }

  @Test
  void read_twoSignals_isAsOldAsTheOlder() {
    Sample older = new Sample(1, 5_000, 300);
    Sample newer = new Sample(2, 9_000, 200);

    assertThat(APART.read(List.of(older, newer))).isEqualTo(new Sample(1, 5_000, 200));
    assertThat(APART.read(List.of(newer, older))).isEqualTo(new Sample(-1, 5_000, 200));
  }

  @Test
  void read_oneSignal_isThatSample() {
    Sample sample = new Sample(1, 5_000, 300);

    assertThat(Scenario.ABOVE_10.read(List.of(sample, Sample.MISSING))).isSameAs(sample);
  }

  /**
   * Infinities cancel to no number, and two finite values may differ by more than a double holds.
   */
  @ParameterizedTest
  @CsvSource({
    "NaN, 1",
    "1, NaN",
    "Infinity, Infinity",
    "-Infinity, 1",
    "1, Infinity",
    "-1.7e308, 1.7e308"
  })
  void read_differenceThatIsNotFinite_isNoData(double own, double callers) {
    assertThat(read(own, callers).present()).isFalse();
  }

  @Test
  void constructor_lessThanNoSignal_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition(0, -2, Condition.Side.ABOVE, 10, 5, 0, 0));
  }

  @Test
  void step_apartForItsTime_degrades() {
    Scenario scenario = in(Mode.TARGET);

    assertThat(scenario.ticks(100, 20, 30)).isEmpty();
    assertThat(scenario.ticksUntilMove(4, 15)).isEqualTo(4);
  }

  @Test
  void step_bothIllAlike_isNotApart() {
    assertThat(in(Mode.TARGET).ticks(100, 1_000, 1_000)).isEmpty();
  }

  @Test
  void step_oneOfTheTwoMissing_neitherFallsNorRises() {
    assertThat(in(Mode.TARGET).ticks(100, Double.NaN, 1_000)).isEmpty();
    assertThat(in(Mode.DEGRADED).ticks(100, 4, Double.NaN)).isEmpty();
  }

  @Test
  void step_closeAgainForItsTime_leavesAfterTheDwell() {
    Scenario scenario = in(Mode.DEGRADED);
    assertThat(scenario.ticks(20, 4, 12)).isEmpty();

    assertThat(scenario.ticksUntilMove(4, 8)).isEqualTo(5);
  }

  /** The difference of two finite values is none, so it is a gap, though no signal misses. */
  @Test
  void step_differenceBeyondADouble_doesNotClimb() {
    Scenario scenario = in(Mode.RECOVERY);

    assertThat(scenario.ticks(100, 1.7e308, -1.7e308)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  private static Sample read(double own, double callers) {
    return APART.read(List.of(new Sample(own, 0, 1), new Sample(callers, 0, 1)));
  }

  private static Scenario in(Mode mode) {
    return new Scenario(mode, Scenario.policy(Policies.degrading(List.of(APART))));
  }
}
