package dev.homeostat.modes;

import static dev.homeostat.modes.Waits.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WaitsTest {

  private static final Waits WAITS = new Waits(2, 10, 20, 30);
  private static final Stay COOLDOWN = new Stay(0, 100, 0);

  @Test
  void constructor_negativeRepeats_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Waits(-1, 0, 0, 0));
  }

  @Test
  void after_timePasses_addsToWhatHasHappened() {
    assertThat(WAITS.after(5)).isEqualTo(new Waits(2, 15, 25, 35));
    assertThat(new Waits(1, NEVER, 0, NEVER).after(5)).isEqualTo(new Waits(1, NEVER, 5, NEVER));
  }

  @Test
  void after_nothingHasHappened_staysAsItIs() {
    assertThat(Waits.NEW.after(5)).isSameAs(Waits.NEW);
  }

  @Test
  void withRepeats_changesNothingElse() {
    assertThat(WAITS.withRepeats(3)).isEqualTo(new Waits(3, 10, 20, 30));
    assertThat(WAITS.withRepeats(2)).isSameAs(WAITS);
  }

  @Test
  void left_eachMode_startsItsOwnTime() {
    assertThat(WAITS.left(Mode.DEGRADED)).isEqualTo(new Waits(2, 0, 20, 30));
    assertThat(WAITS.left(Mode.FLOOR)).isEqualTo(new Waits(2, 10, 0, 30));
    assertThat(WAITS.left(Mode.RECOVERY)).isEqualTo(new Waits(2, 10, 20, 0));
  }

  @Test
  void cooled_eachMode_readsItsOwnTime() {
    assertThat(new Waits(0, 100, 0, 0).cooled(Mode.DEGRADED, COOLDOWN)).isTrue();
    assertThat(new Waits(0, 99, 200, 200).cooled(Mode.DEGRADED, COOLDOWN)).isFalse();
    assertThat(new Waits(0, 0, 100, 0).cooled(Mode.FLOOR, COOLDOWN)).isTrue();
    assertThat(new Waits(0, 200, 99, 200).cooled(Mode.FLOOR, COOLDOWN)).isFalse();
    assertThat(new Waits(0, 0, 0, 100).cooled(Mode.RECOVERY, COOLDOWN)).isTrue();
    assertThat(new Waits(0, 200, 200, 99).cooled(Mode.RECOVERY, COOLDOWN)).isFalse();
  }

  @Test
  void cooled_nothingHasHappened_waitsForNothing() {
    assertThat(Waits.NEW.cooled(Mode.DEGRADED, COOLDOWN)).isTrue();
    assertThat(Waits.NEW.cooled(Mode.FLOOR, COOLDOWN)).isTrue();
    assertThat(Waits.NEW.cooled(Mode.RECOVERY, COOLDOWN)).isTrue();
  }
}
