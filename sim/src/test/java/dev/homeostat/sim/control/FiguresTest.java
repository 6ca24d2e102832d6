package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static Figures run(double goodput, @Nullable Double seconds, int count) {
    return new Figures(goodput, seconds, 0.5, seconds, 2, count, count + 1, count + 2, count + 3);
  }

  @Test
  void total_counts_areSummedUpAndTheRestIsMeans() {
    assertThat(Figures.total(List.of(run(0.5, 10.0, 1), run(1, 20.0, 2))))
        .isEqualTo(new Figures(0.75, 15.0, 0.5, 15.0, 2, 3, 5, 7, 9));
  }

  @Test
  void total_oneRunWithoutATime_hasNone() {
    Figures total = Figures.total(List.of(run(0.5, 10.0, 1), run(1, null, 2)));

    assertThat(total.recoverySeconds()).isNull();
    assertThat(total.p99Seconds()).isNull();
  }
}
