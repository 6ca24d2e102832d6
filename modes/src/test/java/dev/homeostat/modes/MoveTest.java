package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveTest {

  @ParameterizedTest
  @CsvSource({
    "TARGET,TARGET",
    "TARGET,RECOVERY",
    "DEGRADED,TARGET",
    "DEGRADED,DEGRADED",
    "RECOVERY,RECOVERY",
    "FLOOR,TARGET",
    "FLOOR,DEGRADED",
    "FLOOR,FLOOR",
  })
  void constructor_illegalMove_isRefusedWhateverItsCause(Mode from, Mode to) {
    for (Move.Cause cause : Move.Cause.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Move(from, to, cause, -1))
          .withMessageContaining("from " + from + " to " + to);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TARGET,DEGRADED,false",
    "DEGRADED,RECOVERY,true",
    "RECOVERY,TARGET,true",
    "RECOVERY,DEGRADED,false",
    "TARGET,FLOOR,false",
    "DEGRADED,FLOOR,false",
    "RECOVERY,FLOOR,false",
    "FLOOR,RECOVERY,true",
  })
  void upward_legalMove_isUpwardWhereItLeadsTowardsTarget(Mode from, Mode to, boolean upward) {
    assertThat(new Move(from, to, Move.Cause.ENTERED, 0).upward()).isEqualTo(upward);
  }
}
