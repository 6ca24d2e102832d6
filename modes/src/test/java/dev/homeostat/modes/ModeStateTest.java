package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeStateTest {
  @Test
  void entered_anyMode_hasEveryWaitBeforeIt() {
    ModePolicy policy = Scenario.policy(Policies.degrading(List.of(Scenario.ABOVE_10)));

    assertThat(ModeState.entered(policy, Mode.RECOVERY, 7))
        .isEqualTo(
            new ModeState(
                Mode.RECOVERY, 7, 0, 0, 0, List.of(ConditionTimer.NEW), Waits.NEW, false));
  }

  @Test
  void constructor_listChangedAfterwards_keepsItsTimers() {
    List<ConditionTimer> timers = new ArrayList<>(List.of(ConditionTimer.NEW));
    ModeState state = new ModeState(Mode.TARGET, 0, 0, 0, 0, timers, Waits.NEW, false);
    timers.clear();

    assertThat(state.timers()).containsExactly(ConditionTimer.NEW);
  }
}
