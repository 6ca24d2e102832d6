package dev.homeostat.pid.capacity;

import static dev.homeostat.pid.capacity.Scalability.Level.CRITICAL;
import static dev.homeostat.pid.capacity.Scalability.Level.NORMAL;
import static dev.homeostat.pid.capacity.Scalability.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.capacity.ScalabilityFit.Fitted;
import dev.homeostat.pid.capacity.ScalabilityFit.NotFitted;
import dev.homeostat.pid.capacity.ScalabilityFit.Reason;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalabilityTest {

  /** SPEC SDM91, a SPARCcenter 2000, as the R package usl has it. */
  private static final List<LoadPoint> SDM91 =
      List.of(
          new LoadPoint(1, 64.9),
          new LoadPoint(18, 995.9),
          new LoadPoint(36, 1652.4),
          new LoadPoint(72, 1853.2),
          new LoadPoint(108, 1828.9),
          new LoadPoint(144, 1775.0),
          new LoadPoint(216, 1702.2));

  /** usl 3.0.3: alpha 0.0277285, beta 0.0001044, gamma 89.9952330; peak 1884 at 96.52. */
  @Test
  void fit_sdm91_isThatOfTheRPackage() {
    Fitted fit = (Fitted) ScalabilityFit.of(SDM91);

    assertThat(fit.law().contention()).isEqualTo(0.0277285, within(1e-6));
    assertThat(fit.law().coherency()).isEqualTo(0.0001044, within(5e-8));
    assertThat(fit.law().scale()).isEqualTo(89.995233, within(1e-3));
    assertThat(fit.law().peakConcurrency()).isEqualTo(96.52, within(0.005));
    assertThat(fit.law().peakThroughput()).isEqualTo(1884, within(0.5));
    assertThat(fit.peakSeen()).isTrue();
    assertThat(fit.explainedRatio()).isBetween(0.98, 1.0);
  }

  /** Levels of the peak at 96.52: 80 percent is 77.2, 90 percent 86.9. */
  @Test
  void level_sdm91_warnsAt80AndIsCriticalAt90Percent() {
    Scalability law = ((Fitted) ScalabilityFit.of(SDM91)).law();

    assertThat(law.levelOfConcurrency(77)).isEqualTo(NORMAL);
    assertThat(law.levelOfConcurrency(78)).isEqualTo(WARNING);
    assertThat(law.levelOfConcurrency(87)).isEqualTo(CRITICAL);
    assertThat(law.levelOfConcurrency(200)).isEqualTo(CRITICAL);
  }

  @Test
  void level_notANumber_isCritical() {
    assertThat(new Scalability(1, 0.1, 0.01).levelOfConcurrency(Double.NaN)).isEqualTo(CRITICAL);
  }

  @Property(tries = 200)
  void fit_exactHistory_givesItsLaw(
      @ForAll @DoubleRange(min = 0.1, max = 1e4) double scale,
      @ForAll @DoubleRange(min = 0, max = 0.5) double contention,
      @ForAll @Scale(6) @DoubleRange(min = 1e-5, max = 0.05) double coherency) {
    Scalability law = new Scalability(scale, contention, coherency);
    List<LoadPoint> history = new ArrayList<>();
    for (double n = 1; n <= 64; n *= 2) {
      history.add(new LoadPoint(n, law.throughput(n)));
    }

    Scalability found = ((Fitted) ScalabilityFit.of(history)).law();

    assertThat(found.scale()).isEqualTo(scale, within(1e-6 * scale));
    assertThat(found.contention()).isEqualTo(contention, within(1e-6));
    assertThat(found.coherency()).isEqualTo(coherency, within(1e-7));
  }

  /** Slightly more than linear, which no cost explains. */
  @Test
  void fit_superlinearHistory_hasNoNegativeCost() {
    List<LoadPoint> history = new ArrayList<>();
    for (int n = 1; n <= 10; n++) {
      history.add(new LoadPoint(n, 100 * n + n * n));
    }

    Fitted fit = (Fitted) ScalabilityFit.of(history);

    assertThat(fit.law().contention()).isZero();
    assertThat(fit.law().coherency()).isZero();
    assertThat(fit.law().peakThroughput()).isInfinite();
    assertThat(fit.peakSeen()).isFalse();
    assertThat(fit.law().levelOfConcurrency(1e9)).isEqualTo(NORMAL);
  }

  /** Without coherency cost it levels off at lambda/sigma, 200 here. */
  @Test
  void peak_noCoherencyCost_isWhereItLevelsOff() {
    Scalability law = new Scalability(20, 0.1, 0);

    assertThat(law.peakThroughput()).isEqualTo(200);
    assertThat(law.throughput(1e9)).isEqualTo(200, within(1e-3));
    assertThat(law.peakConcurrency()).isInfinite();
    assertThat(law.levelOfConcurrency(1e9)).isEqualTo(NORMAL);
  }

  /** sqrt((1 - 0.1)/0.01) = 9.49; beyond it less is done. */
  @Test
  void peak_isTheHighestPoint() {
    Scalability law = new Scalability(20, 0.1, 0.01);

    double peak = law.peakConcurrency();
    assertThat(peak).isEqualTo(Math.sqrt(90), within(1e-9));
    assertThat(law.throughput(peak)).isGreaterThan(law.throughput(peak * 1.01));
    assertThat(law.throughput(peak)).isGreaterThan(law.throughput(peak * 0.99));
  }

  /** Where the costs are so high that a second one never helps, the peak is one. */
  @ParameterizedTest
  @CsvSource({"1.5, 0.1", "0.5, 3"})
  void peak_secondOneDoesNotHelp_isOne(double contention, double coherency) {
    assertThat(new Scalability(20, contention, coherency).peakConcurrency()).isEqualTo(1);
  }

  @Test
  void fit_noise_isPoor() {
    List<LoadPoint> history = new ArrayList<>();
    for (int n = 1; n <= 20; n++) {
      history.add(new LoadPoint(n, n % 2 == 0 ? 100 : 10));
    }

    assertThat(ScalabilityFit.of(history)).isEqualTo(new NotFitted(Reason.POOR_FIT));
  }

  @Test
  void fit_threeConcurrencies_isRefused() {
    List<LoadPoint> history = new ArrayList<>(SDM91.subList(0, 3));
    history.add(new LoadPoint(36, 1600));

    assertThat(ScalabilityFit.of(history)).isEqualTo(new NotFitted(Reason.TOO_FEW_POINTS));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void values_implausible_areRefused(double value) {
    NotFitted refused = new NotFitted(Reason.IMPLAUSIBLE_POINT);
    List<LoadPoint> throughput = new ArrayList<>(SDM91);
    throughput.add(new LoadPoint(3, value));
    List<LoadPoint> concurrency = new ArrayList<>(SDM91);
    concurrency.add(new LoadPoint(value, 3));

    assertThat(ScalabilityFit.of(throughput)).isEqualTo(refused);
    assertThat(ScalabilityFit.of(concurrency)).isEqualTo(refused);
    assertThatThrownBy(() -> new Scalability(value, 0, 0)).hasMessageContaining("scale");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void costs_impossible_areNamed(double value) {
    assertThatThrownBy(() -> new Scalability(1, value, 0)).hasMessageContaining("contention");
    assertThatThrownBy(() -> new Scalability(1, 0, value)).hasMessageContaining("coherency");
  }
}
