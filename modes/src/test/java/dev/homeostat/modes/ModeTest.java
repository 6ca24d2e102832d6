package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeTest {

  /** Section 2.2 of the design. */
  @ParameterizedTest
  @CsvSource({
    "TARGET,DEGRADED FLOOR",
    "DEGRADED,FLOOR RECOVERY",
    "FLOOR,RECOVERY",
    "RECOVERY,TARGET DEGRADED FLOOR"
  })
  void mayMoveTo_everyPair_isLegalExactlyWhereTheDesignSaysSo(Mode from, String to) {
    Set<Mode> legal = EnumSet.noneOf(Mode.class);
    for (Mode other : Mode.values()) {
      if (from.mayMoveTo(other)) {
        legal.add(other);
      }
    }

    assertThat(legal).extracting(Mode::name).containsExactlyInAnyOrder(to.split(" ", -1));
  }
}
