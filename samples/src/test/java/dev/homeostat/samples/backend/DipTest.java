package dev.homeostat.samples.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DipTest {
  @Test
  void parse_rightForm_isRead() {
    assertThat(Dip.parse("0.4@10s+8s"))
        .contains(new Dip(0.4, Duration.ofSeconds(10), Duration.ofSeconds(8)));
    assertThat(Dip.parse("none")).contains(Dip.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.4", "0@10s+8s", "0.4@10+8", "-1@1s+1s", "0.4@10s", "x@1s+1s"})
  void parse_anyOtherText_isEmpty(String text) {
    assertThat(Dip.parse(text)).isEmpty();
  }

  @Test
  void factorAt_startIsInsideAndEndIsNot() {
    Dip dip = new Dip(0.4, Duration.ofSeconds(10), Duration.ofSeconds(8));

    assertThat(dip.factorAt(Duration.ofSeconds(-5))).isEqualTo(1);
    assertThat(dip.factorAt(Duration.ofMillis(9_999))).isEqualTo(1);
    assertThat(dip.factorAt(Duration.ofSeconds(10))).isEqualTo(0.4);
    assertThat(dip.factorAt(Duration.ofMillis(17_999))).isEqualTo(0.4);
    assertThat(dip.factorAt(Duration.ofSeconds(18))).isEqualTo(1);
  }
}
