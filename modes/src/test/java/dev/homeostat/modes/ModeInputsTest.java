package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeInputsTest {
  @Test
  void constructor_listChangedAfterwards_keepsItsSamples() {
    List<Sample> samples = new ArrayList<>(List.of(Sample.MISSING));
    ModeInputs inputs = new ModeInputs(0, 0, samples, true, true, Guidance.NONE);
    samples.clear();

    assertThat(inputs.samples()).containsExactly(Sample.MISSING);
  }
}
