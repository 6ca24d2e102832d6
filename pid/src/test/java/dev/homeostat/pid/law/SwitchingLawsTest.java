package dev.homeostat.pid.law;

import static dev.homeostat.pid.law.Loop.stepped;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** On/off and step tables; the numbers follow from the formulas in the classes. */
class SwitchingLawsTest {

  private static final StepTable TABLE =
      new StepTable(
          1,
          List.of(new StepTable.Row(10, 2), new StepTable.Row(20, 4), new StepTable.Row(40, 8)),
          3);

  @Test
  void onOff_reverse_switchesOutsideTheBandAlone() {
    OnOff law = new OnOff(Action.REVERSE, 2, 0, 100);

    assertThat(outputs(law, law.start(0), 50, 49, 48, 47.9, 51, 52, 52.1, 49, 47))
        .containsExactly(0, 0, 0, 100, 100, 100, 0, 0, 100);
  }

  @Test
  void onOff_direct_switchesTheOtherWay() {
    OnOff law = new OnOff(Action.DIRECT, 2, 0, 100);

    assertThat(outputs(law, law.start(0), 50, 52.1, 48, 47.9)).containsExactly(0, 100, 100, 0);
  }

  @Test
  void onOff_otherValueInForce_isWhereItGoesOn() {
    OnOff law = new OnOff(Action.REVERSE, 2, 0, 100);

    OnOff.State state = stepped(law.step(law.start(0), LawInput.of(1, 50, 50).withApplied(100)));

    assertThat(state.on()).isTrue();
    assertThat(stepped(law.track(state, LawInput.of(2, 50, 0).withApplied(10))).on()).isFalse();
  }

  @Test
  void stepTable_rising_takesEachRowAtItsThreshold() {
    assertThat(outputs(TABLE, TABLE.start(1), 9.9, 10, 19.9, 20, 45, 5))
        .containsExactly(1, 2, 2, 4, 8, 1);
  }

  @Test
  void stepTable_falling_keepsTheRowForItsHysteresis() {
    assertThat(outputs(TABLE, TABLE.start(1), 45, 38, 37, 36.9, 17, 16.9, 7, 6.9))
        .containsExactly(8, 8, 8, 4, 4, 2, 2, 1);
  }

  @Test
  void stepTable_otherValueInForce_isWhereItGoesOn() {
    StepTable.State state =
        stepped(TABLE.step(TABLE.start(1), LawInput.of(1, Double.NaN, 38).withApplied(7)));

    assertThat(state.row()).isEqualTo(3);
    assertThat(stepped(TABLE.track(state, LawInput.of(2, Double.NaN, 38).withApplied(2.4))).row())
        .isEqualTo(1);
  }

  private static <S> double[] outputs(ControlLaw<S> law, S start, double... measurements) {
    double[] outputs = new double[measurements.length];
    S state = start;
    for (int sample = 0; sample < measurements.length; sample++) {
      LawResult.Stepped<S> result =
          (LawResult.Stepped<S>) law.step(state, LawInput.of(sample, 50, measurements[sample]));
      state = result.state();
      outputs[sample] = result.output();
    }
    return outputs;
  }
}
