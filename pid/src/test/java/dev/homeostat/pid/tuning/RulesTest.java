package dev.homeostat.pid.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.PidGains;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules on one process, by hand from their published tables. */
class RulesTest {

  private static final FirstOrderModel MODEL = new FirstOrderModel(1, 10, 2);

  /** theta/tau = 0.2; for example Cohen-Coon's Ti = 2 (30 + 0.6) / (9 + 4). */
  @ParameterizedTest
  @CsvSource({
    "ZIEGLER_NICHOLS, PI,  4.5,      6.666667, 0",
    "ZIEGLER_NICHOLS, PID, 6,        4,        1",
    "COHEN_COON,      PI,  4.583333, 4.707692, 0",
    "COHEN_COON,      PID, 6.916667, 4.547945, 0.701754",
    "SIMC,            PI,  2.5,      10,       0",
    "SIMC,            PID, 2.5,      10,       0",
    "AMIGO,           PI,  1.205556, 7.765217, 0",
    "AMIGO,           PID, 2.45,     5.866667, 0.943396"
  })
  void stepRule_model_givesItsTable(
      StepRule rule, ControllerKind kind, double gain, double integral, double derivative) {
    PidGains.Isa gains = rule.gains(1, 10, 2, kind);

    assertThat(gains.gain()).isEqualTo(gain, within(1e-6));
    assertThat(gains.integralSeconds()).isEqualTo(integral, within(1e-6));
    assertThat(gains.derivativeSeconds()).isEqualTo(derivative, within(1e-6));
  }

  /** Ku = 8, Pu = 12. */
  @ParameterizedTest
  @CsvSource({
    "ZIEGLER_NICHOLS, PI,  3.6,      10,   0",
    "ZIEGLER_NICHOLS, PID, 4.8,      6,    1.5",
    "TYREUS_LUYBEN,   PI,  2.5,      26.4, 0",
    "TYREUS_LUYBEN,   PID, 3.636364, 26.4, 1.904762"
  })
  void ultimateRule_point_givesItsTable(
      UltimateRule rule, ControllerKind kind, double gain, double integral, double derivative) {
    PidGains.Isa gains = rule.gains(new UltimatePoint(8, 12), kind);

    assertThat(gains.gain()).isEqualTo(gain, within(1e-6));
    assertThat(gains.integralSeconds()).isEqualTo(integral, within(1e-6));
    assertThat(gains.derivativeSeconds()).isEqualTo(derivative, within(1e-6));
  }

  @Test
  void ultimatePoint_ofAModel_isWhereThePhaseIsHalfATurn() {
    UltimatePoint point = UltimatePoint.of(MODEL);

    double frequency = 2 * Math.PI / point.periodSeconds();
    assertThat(Math.atan(10 * frequency) + 2 * frequency).isEqualTo(Math.PI, within(1e-9));
    assertThat(point.gain()).isEqualTo(Math.hypot(1, 10 * frequency), within(1e-9));
  }

  /** Skogestad (2003), example E2: theta = 1.47, tau = 2.5 and Kc = 0.85; 0.77, 2, 1.2 and 1.30. */
  @Test
  void halfRule_skogestadsExample_givesHisModels() {
    LagChain chain =
        new LagChain(1, List.of(2.0, 1.0, 0.4, 0.2, 0.05, 0.05, 0.05), List.of(0.3 - 0.08), 0);

    FirstOrderModel first = chain.firstOrder();
    SecondOrderModel second = chain.secondOrder();

    assertThat(first.lagSeconds()).isEqualTo(2.5, within(1e-9));
    assertThat(first.deadTimeSeconds()).isEqualTo(1.47, within(1e-9));
    assertThat(second.dominant().lagSeconds()).isEqualTo(2);
    assertThat(second.secondLagSeconds()).isEqualTo(1.2, within(1e-9));
    assertThat(second.dominant().deadTimeSeconds()).isEqualTo(0.77, within(1e-9));
    PidGains.Isa pi = (PidGains.Isa) proposed(Tuning.simc(first, 1.47)).gains();
    assertThat(pi.gain()).isEqualTo(0.85, within(0.005));
    assertThat(pi.integralSeconds()).isEqualTo(2.5, within(1e-9));
    PidGains.Series pid = (PidGains.Series) proposed(Tuning.simc(second, 0.77)).gains();
    assertThat(pid.gain()).isEqualTo(1.30, within(0.005));
    assertThat(pid.integralSeconds()).isEqualTo(2);
    assertThat(pid.derivativeSeconds()).isEqualTo(1.2, within(1e-9));
  }

  /** Skogestad (2003), example E1: 1/((s + 1)(0.2 s + 1)), Kc = 5.5, tauI = 0.8. */
  @Test
  void halfRule_twoLags_givesHisPi() {
    FirstOrderModel model = new LagChain(1, List.of(0.2, 1.0), List.of(), 0).firstOrder();

    PidGains.Isa pi =
        (PidGains.Isa) proposed(Tuning.of(StepRule.SIMC, model, ControllerKind.PI)).gains();

    assertThat(pi.gain()).isEqualTo(5.5, within(1e-9));
    assertThat(pi.integralSeconds()).isEqualTo(0.8, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void stepRule_negativeGain_isTheSameWithTheOtherAction(StepRule rule) {
    Tuning.Proposed positive = proposed(Tuning.of(rule, MODEL, ControllerKind.PI));
    Tuning.Proposed negative =
        proposed(Tuning.of(rule, new FirstOrderModel(-1, 10, 2), ControllerKind.PI));

    assertThat(negative)
        .isEqualTo(new Tuning.Proposed(positive.gains(), Action.DIRECT, positive.margins()));
    assertThat(positive.action()).isEqualTo(Action.REVERSE);
  }

  @Test
  void rules_noDeadTime_proposeNothing() {
    FirstOrderModel prompt = new FirstOrderModel(1, 10, 0);
    Tuning refused = new Tuning.Refused(Tuning.Reason.NO_DEAD_TIME);

    assertThat(Tuning.of(StepRule.AMIGO, prompt, ControllerKind.PI)).isEqualTo(refused);
    assertThat(Tuning.of(UltimateRule.TYREUS_LUYBEN, prompt, ControllerKind.PI)).isEqualTo(refused);
    assertThat(Tuning.simc(prompt, 1)).isInstanceOf(Tuning.Proposed.class);
  }

  /** Ti = Pu/2 and Td = Pu/8 of a process that is almost all dead time make it worse. */
  @Test
  void rule_itsGainsAreUnstable_proposesNothing() {
    FirstOrderModel late = new FirstOrderModel(1, 1, 10);

    assertThat(Tuning.of(UltimateRule.ZIEGLER_NICHOLS, late, ControllerKind.PID))
        .isEqualTo(new Tuning.Refused(Tuning.Reason.UNSTABLE));
    assertThat(Tuning.of(UltimateRule.ZIEGLER_NICHOLS, late, ControllerKind.PI))
        .isInstanceOf(Tuning.Proposed.class);
  }

  @Test
  void tyreusLuyben_ofAModel_usesItsUltimatePoint() {
    UltimatePoint point = UltimatePoint.of(MODEL);

    Tuning.Proposed tuning =
        proposed(Tuning.of(UltimateRule.TYREUS_LUYBEN, MODEL, ControllerKind.PI));

    assertThat(((PidGains.Isa) tuning.gains()).gain()).isEqualTo(point.gain() / 3.2, within(1e-12));
  }

  @Test
  void sampling_addsHalfAPeriodOfDeadTime() {
    assertThat(MODEL.sampledEvery(3)).isEqualTo(new FirstOrderModel(1, 10, 3.5));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 2, gain",
    "NaN, 10, 2, gain",
    "1, 0, 2, lagSeconds",
    "1, -1, 2, lagSeconds",
    "1, NaN, 2, lagSeconds",
    "1, 10, -1, deadTimeSeconds",
    "1, 10, NaN, deadTimeSeconds",
    "1, 10, Infinity, deadTimeSeconds"
  })
  void model_impossible_isNamed(double gain, double lag, double deadTime, String name) {
    assertThatThrownBy(() -> new FirstOrderModel(gain, lag, deadTime))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void durations_impossible_areNamed(double value) {
    assertThatThrownBy(() -> new LagChain(1, List.of(value), List.of(), 0))
        .hasMessageContaining("lagSeconds");
    assertThatThrownBy(() -> new LagChain(1, List.of(1.0), List.of(value), 0))
        .hasMessageContaining("inverseResponseSeconds");
    assertThatThrownBy(() -> new UltimatePoint(value, 1)).hasMessageContaining("gain");
    assertThatThrownBy(() -> new UltimatePoint(1, value)).hasMessageContaining("periodSeconds");
    assertThatThrownBy(() -> Tuning.simc(MODEL, value)).hasMessageContaining("closedLoopSeconds");
  }

  @Test
  void models_incomplete_areNamed() {
    assertThatThrownBy(() -> new LagChain(1, List.of(), List.of(), 0))
        .hasMessageContaining("lagSeconds");
    assertThatThrownBy(() -> new SecondOrderModel(MODEL, 11))
        .hasMessageContaining("secondLagSeconds");
    assertThatThrownBy(() -> UltimatePoint.of(new FirstOrderModel(1, 10, 0)))
        .hasMessageContaining("deadTimeSeconds");
  }

  private static Tuning.Proposed proposed(Tuning tuning) {
    return (Tuning.Proposed) tuning;
  }
}
