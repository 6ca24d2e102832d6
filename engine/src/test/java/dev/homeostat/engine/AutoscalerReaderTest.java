package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.plan.Autoscaling;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Autoscalers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields of autoscaling/v2 mean for a loop that sheds only at the maximum. */
class AutoscalerReaderTest {

  private static final ObjectRef CHECKOUT =
      new ObjectRef("apps", "v1", "deployments", "shop", "checkout");

  private static Autoscaling read(Autoscalers.Autoscaler... all) {
    return AutoscalerReader.read(CHECKOUT, new Autoscalers.Present(List.of(all)));
  }

  private static Autoscalers.Autoscaler of(String group, String kind, String name) {
    return new Autoscalers.Autoscaler(
        "scaler", new Autoscalers.Target(group, kind, name), 10, 10, "");
  }

  private static Autoscalers.Autoscaler wanting(String name, long desired, String obstacle) {
    return new Autoscalers.Autoscaler(
        name, new Autoscalers.Target("apps", "Deployment", "checkout"), 10, desired, obstacle);
  }

  @ParameterizedTest
  @CsvSource({
    "before its first look, 0, BELOW_MAXIMUM",
    "one can be added, 9, BELOW_MAXIMUM",
    "none can, 10, AT_MAXIMUM",
    "its maximum was lowered below what it wants, 12, AT_MAXIMUM",
  })
  void autoscaler_isAtItsMaximumOnceItWantsThat(
      String what, long desired, Autoscaling.State expected) {
    assertThat(read(wanting("scaler", desired, "")).state()).as(what).isEqualTo(expected);
  }

  @Test
  void autoscaler_thatCannotScale_saysSo() {
    assertThat(read(wanting("scaler", 3, "ScalingActive is False, FailedGetResourceMetric")))
        .isEqualTo(
            new Autoscaling(
                Autoscaling.State.BELOW_MAXIMUM,
                "HorizontalPodAutoscaler scaler wants 3 of at most 10 replicas and does not scale"
                    + " now: ScalingActive is False, FailedGetResourceMetric"));
  }

  @Test
  void autoscaler_ofAnotherWorkload_isNone() {
    Autoscaling none =
        read(
            of("apps", "Deployment", "cart"),
            of("apps", "StatefulSet", "checkout"),
            of("argoproj.io", "Deployment", "checkout"),
            of("", "Deployment", "checkout"));

    assertThat(none.state()).isEqualTo(Autoscaling.State.AUTOSCALER_MISSING);
    assertThat(none.message())
        .isEqualTo(
            "no HorizontalPodAutoscaler scales deployments.apps shop/checkout; make one, or say"
                + " autoscaling: Independent");
  }

  @Test
  void autoscalers_ofOneWorkload_areNamed() {
    Autoscaling two = read(wanting("second", 10, ""), wanting("first", 3, ""));

    assertThat(two.state()).isEqualTo(Autoscaling.State.AUTOSCALER_AMBIGUOUS);
    assertThat(two.message()).contains("found first, second; delete all but one");
  }

  @Test
  void size_thatIsFixed_isAMaximum() {
    assertThat(AutoscalerReader.read(CHECKOUT, new Autoscalers.Fixed()).state())
        .isEqualTo(Autoscaling.State.AT_MAXIMUM);
  }

  @Test
  void autoscalers_thatNobodySees_areUnknown() {
    assertThat(AutoscalerReader.read(CHECKOUT, new Autoscalers.Unknown("it may not list them")))
        .isEqualTo(new Autoscaling(Autoscaling.State.AUTOSCALER_UNKNOWN, "it may not list them"));
  }
}
