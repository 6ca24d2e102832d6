package dev.homeostat.pid.capacity;

import static dev.homeostat.pid.capacity.Scalability.Level.CRITICAL;
import static dev.homeostat.pid.capacity.Scalability.Level.NORMAL;
import static dev.homeostat.pid.capacity.Scalability.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peak of 100: levels at 80 and 90, left below 75 and 85 after a minute. */
class HeadroomTest {

  private static final Headroom.Settings SETTINGS = new Headroom.Settings(100, 0.05, 60_000);

  private Headroom headroom = Headroom.NONE;
  private long millis;

  private Headroom see(double load, int seconds) {
    for (int second = 0; second < seconds; second++) {
      millis += 1_000;
      headroom = headroom.after(SETTINGS, millis, load);
    }
    return headroom;
  }

  @Test
  void after_risingLoad_isWorseAtOnce() {
    assertThat(see(79.9, 1).level()).isEqualTo(NORMAL);
    assertThat(see(80, 1).level()).isEqualTo(WARNING);
    assertThat(see(90, 1).level()).isEqualTo(CRITICAL);
    assertThat(see(250, 1).ratio()).isEqualTo(2.5);
  }

  @Test
  void after_fallingLoad_isBetterOnlyClearlyAndForAWhile() {
    see(95, 1);
    assertThat(see(86, 600).level()).isEqualTo(CRITICAL);
    assertThat(see(84, 59).level()).isEqualTo(CRITICAL);
    assertThat(see(84, 1).level()).isEqualTo(WARNING);
    assertThat(see(20, 59).level()).isEqualTo(WARNING);
    assertThat(see(20, 1).level()).isEqualTo(NORMAL);
  }

  /** Between 70 and 85, once a second: one level, not one change a second. */
  @Test
  void after_swingingLoad_changesOnce() {
    int changes = 0;
    for (int swing = 0; swing < 600; swing++) {
      Scalability.Level before = headroom.level();
      see(swing % 2 == 0 ? 85 : 70, 1);
      changes += headroom.level() == before ? 0 : 1;
    }
    assertThat(changes).isEqualTo(1);
    assertThat(headroom.level()).isEqualTo(WARNING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void after_noLoad_keepsTheLevel(double load) {
    see(85, 1);
    assertThat(see(load, 300).level()).isEqualTo(WARNING);
    assertThat(headroom.ratio()).isNaN();
  }

  @Test
  void settings_impossible_areNamed() {
    assertThatThrownBy(() -> new Headroom.Settings(0, 0.05, 1)).hasMessageContaining("peak");
    assertThatThrownBy(() -> new Headroom.Settings(Double.POSITIVE_INFINITY, 0.05, 1))
        .hasMessageContaining("peak");
    assertThatThrownBy(() -> new Headroom.Settings(1, 1, 1)).hasMessageContaining("hysteresis");
    assertThatThrownBy(() -> new Headroom.Settings(1, 0, -1)).hasMessageContaining("clearMillis");
  }
}
