package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClauseTest {
  @Test
  void constructor_noCondition_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.degrading(List.of()));
  }

  @Test
  void constructor_noExit_isRefused() {
    List<Condition> conditions = List.of(Scenario.aboveWithoutExit(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Policies.degrading(conditions));
  }

  @Test
  void constructor_oneOfTwoHasAnExit_isAccepted() {
    List<Condition> conditions = List.of(Scenario.aboveWithoutExit(0), Scenario.above(1));
    assertThat(Policies.degrading(conditions).conditions()).isEqualTo(conditions);
  }

  @Test
  void constructor_listChangedAfterwards_keepsItsConditions() {
    List<Condition> conditions = new ArrayList<>(List.of(Scenario.ABOVE_10));
    Clause clause = Policies.degrading(conditions);
    conditions.clear();

    assertThat(clause.conditions()).containsExactly(Scenario.ABOVE_10);
  }
}
