package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GuidanceTest {

  @ParameterizedTest
  @EnumSource(names = {"TARGET", "RECOVERY"})
  void constructor_scheduleThatLeadsUpwards_isRefused(Mode mode) {
    assertThatIllegalArgumentException().isThrownBy(() -> Guides.scheduled(Guidance.NONE, mode));
  }

  @ParameterizedTest
  @EnumSource(names = {"DEGRADED", "FLOOR"})
  void constructor_scheduleThatProtects_isAccepted(Mode mode) {
    assertThat(Guides.scheduled(Guidance.NONE, mode).scheduled()).isEqualTo(mode);
  }

  @Test
  void none_asksForNothing() {
    assertThat(Guidance.NONE)
        .isEqualTo(new Guidance(false, null, false, false, MissingData.HOLD, false, null, true));
  }
}
