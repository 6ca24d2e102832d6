package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import org.junit.jupiter.api.Test;

class KnobPolicyTest {

  private static KnobPolicy limit(String knob) {
    return PolicyCompiler.compile(World.parse(Policies.withKnobs(knob)))
        .workloads()
        .get(0)
        .knobs()
        .get(0);
  }

  @Test
  void text_betweenTwoQuanta_roundsToTheSaferSideAndReadsBack() {
    KnobPolicy limit = limit(Policies.LIMIT);

    assertThat(limit.text(55.9)).isEqualTo("55");
    assertThat(limit.parse(" 55 ")).isEqualTo(55);
    assertThat(limit.parse("55.5")).isNaN();
    assertThat(limit.parse("")).isNaN();
  }

  @Test
  void text_withFormat_wrapsTheValueAndReadsItBack() {
    String format = "key: admission.limit, format: '{\"max\": {value}}'";
    KnobPolicy limit = limit(Policies.LIMIT.replace("key: admission.limit", format));

    assertThat(limit.text(55)).isEqualTo("{\"max\": 55}");
    assertThat(limit.parse("{\"max\": 55}")).isEqualTo(55);
    assertThat(limit.parse("{\"min\": 55}")).isNaN();
    assertThat(limit.parse("55")).isNaN();
  }
}
