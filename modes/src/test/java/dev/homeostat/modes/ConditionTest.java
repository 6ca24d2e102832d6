package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.modes.Condition.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource({
    "-1, ABOVE, 10, 5, 0, 0",
    "0, ABOVE, NaN, 5, 0, 0",
    "0, ABOVE, Infinity, 5, 0, 0",
    "0, BELOW, -Infinity, 5, 0, 0",
    "0, ABOVE, 10, 5, -1, 0",
    "0, ABOVE, 10, 5, 0, -1",
    "0, ABOVE, 10, 10, 0, 0",
    "0, ABOVE, 10, 11, 0, 0",
    "0, BELOW, 10, 10, 0, 0",
    "0, BELOW, 10, 9, 0, 0",
  })
  void constructor_outOfRange_isRefused(
      int signal, Side side, double enter, double exit, long forMillis, long exitForMillis) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Condition(signal, Condition.NONE, side, enter, exit, forMillis, exitForMillis));
  }

  @ParameterizedTest
  @CsvSource({"ABOVE, -Infinity", "BELOW, Infinity"})
  void constructor_exitThatNothingPasses_isRefused(Side side, double exit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition(0, Condition.NONE, side, 10, exit, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"ABOVE, 10, 9.99", "BELOW, 10, 10.01", "ABOVE, -1, -2", "BELOW, 0, NaN"})
  void constructor_exitInsideItsEnter_isAccepted(Side side, double enter, double exit) {
    assertThatCode(() -> new Condition(0, Condition.NONE, side, enter, exit, 0, 0))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "ABOVE, 10.01, true",
    "ABOVE, 10, false",
    "ABOVE, 9.99, false",
    "BELOW, 9.99, true",
    "BELOW, 10, false",
    "BELOW, 10.01, false",
  })
  void holds_valueNearEnter_holdsStrictlyBeyondIt(Side side, double value, boolean holds) {
    assertThat(new Condition(0, Condition.NONE, side, 10, Double.NaN, 0, 0).holds(value))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "ABOVE, 10, 5, 4.99, true",
    "ABOVE, 10, 5, 5, false",
    "ABOVE, 10, 5, 5.01, false",
    "BELOW, 10, 20, 20.01, true",
    "BELOW, 10, 20, 20, false",
    "BELOW, 10, 20, 19.99, false",
  })
  void isOver_valueNearExit_isOverStrictlyBeyondIt(
      Side side, double enter, double exit, double value, boolean over) {
    assertThat(new Condition(0, Condition.NONE, side, enter, exit, 0, 0).isOver(value))
        .isEqualTo(over);
  }

  @Test
  void hasExit_noNumber_hasNone() {
    assertThat(new Condition(0, Condition.NONE, Side.ABOVE, 10, Double.NaN, 0, 0).hasExit())
        .isFalse();
    assertThat(new Condition(0, Condition.NONE, Side.ABOVE, 10, 5, 0, 0).hasExit()).isTrue();
  }
}
