package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModePolicyTest {

  private static final List<Clause> CLAUSES =
      List.of(Policies.degrading(List.of(Scenario.ABOVE_10)));
  private static final List<Integer> STEPS = List.of(1, 10, 50, 100);

  @Test
  void constructor_noClause_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.simple(List.of(), 1, STEPS, 1, 1));
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 1", "0, -1, 1", "0, 0, 0", "0, 0, -1"})
  void constructor_timeOutOfRange_isRefused(long dwell, long hold, long interval) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.simple(CLAUSES, dwell, STEPS, hold, interval));
  }

  @Test
  void constructor_noDwellAndNoHold_isAccepted() {
    assertThatCode(() -> Policies.simple(CLAUSES, 0, STEPS, 0, 1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0 100", "-1 100", "50 50 100", "50 10 100", "50", "100 101", "101"})
  void constructor_stepsThatDoNotRiseTo100_areRefused(String steps) {
    List<Integer> percent =
        Arrays.stream(steps.split(" ", -1))
            .filter(s -> !s.isEmpty())
            .map(Integer::valueOf)
            .toList();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.simple(CLAUSES, 1, percent, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "1 10 50 100", "99 100"})
  void constructor_stepsThatRiseTo100_areAccepted(String steps) {
    List<Integer> percent = Arrays.stream(steps.split(" ", -1)).map(Integer::valueOf).toList();
    assertThat(Policies.simple(CLAUSES, 1, percent, 1, 1).climb().steps()).isEqualTo(percent);
  }

  @Test
  void conditionCount_twoClauses_countsBoth() {
    Clause two = Policies.degrading(List.of(Scenario.above(0), Scenario.aboveWithoutExit(1)));
    assertThat(Policies.simple(List.of(two, CLAUSES.get(0)), 1, STEPS, 1, 1).conditionCount())
        .isEqualTo(3);
  }

  /** Section 2.2 of the design, <i>Time</i>: at most 2 x interval per evaluation. */
  @Test
  void countedMillis_isFromNoneToTwoIntervals() {
    ModePolicy policy = Policies.simple(CLAUSES, 1, STEPS, 1, 15_000);

    assertThat(policy.countedMillis(-1)).isZero();
    assertThat(policy.countedMillis(29_999)).isEqualTo(29_999);
    assertThat(policy.countedMillis(30_001)).isEqualTo(30_000);
  }
}
