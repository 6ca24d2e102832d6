package dev.homeostat.engine.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Records of a service with lambda 20, sigma 0.19 and kappa 0.0001: its peak is at a load of 90.
 */
class CapacityFinderTest {

  private static double throughput(double load) {
    return 20 * load / (1 + 0.19 * (load - 1) + 0.0001 * load * (load - 1));
  }

  private static List<Recorded.Point> points(IntToDoubleFunction value, int count) {
    List<Recorded.Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(new Recorded.Point(5_000L * i, value.applyAsDouble(i)));
    }
    return points;
  }

  private static CapacityResult of(IntToDoubleFunction load, int count) {
    return CapacityFinder.of(
        points(load, count), points(i -> throughput(load.applyAsDouble(i)), count));
  }

  @Test
  void knownService_isFoundWithItsPeakAndWhereItStands() {
    Capacity found = ((CapacityResult.Found) of(i -> 2 + 3 * i, 27)).capacity();

    assertThat(found.points()).isEqualTo(27);
    assertThat(found.law().lambda()).isEqualTo(20, within(1e-6));
    assertThat(found.law().sigma()).isEqualTo(0.19, within(1e-6));
    assertThat(found.law().kappa()).isEqualTo(0.0001, within(1e-7));
    assertThat(found.peakLoad()).isEqualTo(90, within(0.1));
    assertThat(found.explainedRatio()).isEqualTo(1, within(1e-9));
    assertThat(found.largestLoad()).isEqualTo(80);
    assertThat(found.peakSeen()).isFalse();
    assertThat(found.today().percentOfPeak()).isEqualTo(88.9, within(0.1));
    assertThat(found.today().level()).isEqualTo("Warning");
  }

  @ParameterizedTest
  @CsvSource({"40, OK", "71, OK", "73, Warning", "80, Warning", "82, Critical", "200, Critical"})
  void lastLoad_saysTheLevel(double last, String level) {
    CapacityResult result = of(i -> i == 40 ? last : 5 * (i + 1), 41);

    assertThat(((CapacityResult.Found) result).capacity().today().level()).isEqualTo(level);
  }

  /** Nights, gaps and divisions by zero tell nothing, and are counted. */
  @Test
  void idleAndUnknownSamples_areLeftOut() {
    List<Recorded.Point> load = new ArrayList<>(points(i -> 5 * (i + 1), 30));
    List<Recorded.Point> done =
        new ArrayList<>(points(i -> i == 3 ? Double.NaN : throughput(5 * (i + 1)), 30));
    load.set(4, new Recorded.Point(20_000, 0));
    done.remove(5);

    Capacity found = ((CapacityResult.Found) CapacityFinder.of(load, done)).capacity();

    assertThat(found.points()).isEqualTo(27);
    assertThat(found.leftOut()).isEqualTo(3);
    assertThat(found.peakLoad()).isEqualTo(90, within(0.1));
    assertThat(found.peakSeen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "steady, TooFewLoads, found 1 among 30 pairs",
    "apart, TooFewLoads, found 0 among 0 pairs",
    "linear, NoPeak, kappa 0",
    "negative, NegativeValue, with throughput -1.0",
    "noise, PoorFit, explains half",
  })
  void record_withoutCapacity_isNamed(String kind, String reason, String part) {
    IntToDoubleFunction load = kind.equals("steady") ? i -> 100 + i % 3 : i -> 5 * (i + 1);
    IntToDoubleFunction done =
        switch (kind) {
          case "linear" -> i -> 20 * load.applyAsDouble(i);
          case "negative" -> i -> i == 7 ? -1 : 50;
          case "noise" -> i -> i % 2 == 0 ? 100 : 10;
          default -> i -> throughput(load.applyAsDouble(i));
        };
    List<Recorded.Point> throughput = new ArrayList<>();
    for (Recorded.Point point : points(done, 30)) {
      long late = kind.equals("apart") ? 1_000 : 0;
      throughput.add(new Recorded.Point(point.atMillis() + late, point.value()));
    }

    CapacityResult.Refused refused =
        (CapacityResult.Refused) CapacityFinder.of(points(load, 30), throughput);

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.message()).contains(part, "expected", "; ");
  }
}
