package dev.homeostat.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.scenario.Change;
import dev.homeostat.sim.scenario.RunResult;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Simulation;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The built-in scenarios against the figures of an independent simulation of the same plants, with
 * ten seeds or more there and {@value #SEEDS} here, and a tolerance of three percentage points.
 */
class BuiltInScenariosTest {

  private static final int SEEDS = 3;
  private static final double POINTS = 0.03;

  @Test
  void retryStorm_nothing_neverRecovers() {
    List<RunResult> runs = runs(BuiltInScenarios.named("retry-storm"));

    assertThat(recovered(runs)).isZero();
    assertThat(goodput(runs, 75, 300)).isLessThan(0.001);
    assertThat(runs).allMatch(run -> run.meter().wastedWorkRatio(75, 300) > 0.99);
    assertThat(goodput(runs, 0, 60)).isEqualTo(1);
  }

  @Test
  void retryStorm_noResendsAt120_recoversAt149() {
    List<RunResult> runs = runs(BuiltInScenarios.named("retry-storm"), at(120, "resends", 0));

    assertThat(recoveredAt(runs, 60)).isCloseTo(149, within(2.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void retryStorm_fewerResendsAt120_neverRecovers(int resends) {
    assertThat(recovered(runs(BuiltInScenarios.named("retry-storm"), at(120, "resends", resends))))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 1_000, 2_900})
  void retryStorm_limitAt120_recoversAt130(int limit) {
    List<RunResult> runs = runs(BuiltInScenarios.named("retry-storm"), at(120, "limit", limit));

    assertThat(recoveredAt(runs, 60)).isCloseTo(130, within(4.0));
  }

  /** 3500 at 1000 a second are 3.5 s, longer than any client waits. */
  @Test
  void retryStorm_limitBeyondTheTimeOut_neverRecovers() {
    assertThat(recovered(runs(BuiltInScenarios.named("retry-storm"), at(120, "limit", 3_500))))
        .isZero();
  }

  /** The four cases of the repository of Metastable Failures in the Wild (OSDI 2022), at 640/s. */
  @ParameterizedTest
  @CsvSource({
    "640, 10, 0.45, 7, 8",
    "640, 10, 0.40, 0, 1",
    "640, 9, 0.40, 1, 7",
    "480, 10, 0.40, 8, 8"
  })
  void retryStorm_casesOfOsdi22_recoverAsOftenAsThere(
      double perSecond, double dipSeconds, double factor, int least, int most) {
    Scenario scenario =
        BuiltInScenarios.named("retry-storm")
            .with(Demand.constant(perSecond))
            .with(new Scenario.Span(60, 150))
            .withFaults(
                List.of(
                    new Change(60, "rateFactor", factor),
                    new Change(60 + dipSeconds, "rateFactor", 1)));

    assertThat(recovered(runs(scenario, 8))).isBetween((long) least, (long) most);
  }

  /** 9 of 30 there; an interval of 95 % (Wilson) from 17 to 48 %, here of 60 runs. */
  @Test
  void spike_nothing_seldomRecovers() {
    assertThat(recovered(runs(BuiltInScenarios.named("spike"), 60))).isBetween(10L, 29L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30})
  void spike_limit_alwaysRecovers(int atSeconds) {
    assertThat(recovered(runs(BuiltInScenarios.named("spike"), at(atSeconds, "limit", 140))))
        .isEqualTo(SEEDS);
  }

  @Test
  void ramp_nothing_losesMostRequests() {
    assertThat(goodput(runs(BuiltInScenarios.named("ramp"), 10))).isCloseTo(0.313, within(POINTS));
  }

  @ParameterizedTest
  @ValueSource(ints = {140, 150})
  void ramp_limit_keepsMostRequests(int limit) {
    assertThat(goodput(runs(BuiltInScenarios.named("ramp"), at(0, "limit", limit))))
        .isCloseTo(0.90, within(POINTS));
  }

  /** The independent simulation found 0.75 here; why it is less there is not known. */
  @Test
  void ramp_limitAtThePeak_keepsFewer() {
    assertThat(goodput(runs(BuiltInScenarios.named("ramp"), at(25, "limit", 140))))
        .isBetween(0.72, 0.85);
  }

  @Test
  void cacheFlush_nothing_neverRecovers() {
    List<RunResult> runs = runs(BuiltInScenarios.named("cache-flush"));

    assertThat(recovered(runs)).isZero();
    assertThat(goodput(runs, 0, 60)).isEqualTo(1);
    assertThat(goodput(runs, 60, 360)).isCloseTo(0.505, within(POINTS));
  }

  @Test
  void cacheFlush_limitAt120_recoversInHalfAMinute() {
    List<RunResult> runs = runs(BuiltInScenarios.named("cache-flush"), at(120, "limit", 100));

    assertThat(recoveredAt(runs, 60)).isBetween(135.0, 155.0);
  }

  @Test
  void coldCache_nothing_neverRecovers() {
    assertThat(recovered(runs(BuiltInScenarios.named("cold-cache")))).isZero();
  }

  @Test
  void coldCache_limit_recovers() {
    assertThat(recovered(runs(BuiltInScenarios.named("cold-cache"), at(0, "limit", 100))))
        .isEqualTo(SEEDS);
  }

  /** The first seconds of the fault, in which the slots fill up, are left out. */
  @Test
  void slowDependency_nothing_servesNobody() {
    List<RunResult> runs = runs(BuiltInScenarios.named("slow-dependency"));

    assertThat(goodput(runs, 65, 355)).isLessThan(0.005);
    assertThat(recovered(runs)).isEqualTo(SEEDS);
  }

  @ParameterizedTest
  @CsvSource({"callTimeoutSeconds, 0.05, 0.815", "limit, 50, 0.238"})
  void slowDependency_action_servesItsShare(String knob, double value, double goodput) {
    assertThat(
            goodput(runs(BuiltInScenarios.named("slow-dependency"), at(0, knob, value)), 60, 360))
        .isCloseTo(goodput, within(0.01));
  }

  @Test
  void slowDisk_nothing_losesSome() {
    assertThat(goodput(runs(BuiltInScenarios.named("slow-disk")), 60, 360))
        .isCloseTo(0.969, within(0.005));
  }

  @Test
  void slowDisk_ejected_losesNothing() {
    assertThat(
            goodput(
                runs(BuiltInScenarios.named("slow-disk"), at(60, "replica3Weight", 0)), 60, 360))
        .isGreaterThan(0.9995);
  }

  @Test
  void gcSpiral_nothing_neverRecovers() {
    assertThat(recovered(runs(BuiltInScenarios.named("gc-spiral")))).isZero();
  }

  @Test
  void gcSpiral_fewerThreads_recovers() {
    assertThat(recovered(runs(BuiltInScenarios.named("gc-spiral"), at(150, "threads", 40))))
        .isEqualTo(SEEDS);
  }

  @Test
  void step_nothing_servesNobodyAlsoAfterwards() {
    List<RunResult> runs = runs(BuiltInScenarios.named("step"));

    assertThat(goodput(runs, 75, 600)).isLessThan(0.001);
    assertThat(recovered(runs)).isZero();
  }

  /** The ceiling is 1000 of 1400. */
  @Test
  void step_limit_servesAllThatCanBe() {
    List<RunResult> runs = runs(BuiltInScenarios.named("step"), at(60, "limit", 200));

    assertThat(goodput(runs, 60, 360)).isCloseTo(1_000 / 1_400.0, within(0.005));
  }

  @Test
  void diurnal_nothing_losesNothing() {
    List<RunResult> runs = runs(BuiltInScenarios.named("diurnal"), 1);

    assertThat(goodput(runs)).isGreaterThan(0.9995);
    assertThat(recoveredAt(runs, 0)).isZero();
  }

  @Test
  void named_unknownName_saysTheNearest() {
    assertThat(BuiltInScenarios.named("gc-spiral")).isEqualTo(BuiltInScenarios.named("gc-spiral"));
    assertThat(BuiltInScenarios.compared())
        .extracting(Scenario::name)
        .containsExactlyElementsOf(BuiltInScenarios.COMPARED)
        .hasSize(11);
    assertThat(BuiltInScenarios.NAMES)
        .doesNotHaveDuplicates()
        .containsAll(BuiltInScenarios.COMPARED)
        .allMatch(name -> BuiltInScenarios.named(name).name().equals(name));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BuiltInScenarios.named("retrystorm"))
        .withMessageContaining("the nearest is retry-storm");
  }

  private static Change at(double seconds, String knob, double value) {
    return new Change(seconds, knob, value);
  }

  private static List<RunResult> runs(Scenario scenario, Change... actions) {
    return runs(scenario, SEEDS, actions);
  }

  private static List<RunResult> runs(Scenario scenario, int seeds, Change... actions) {
    return IntStream.range(0, seeds)
        .mapToObj(seed -> Simulation.run(scenario, seed, List.of(actions)))
        .toList();
  }

  private static long recovered(List<RunResult> runs) {
    return runs.stream().filter(run -> run.measures().recovered()).count();
  }

  /** The mean time of recovery, on the clock of the run; all must recover. */
  private static double recoveredAt(List<RunResult> runs, double faultSeconds) {
    assertThat(recovered(runs)).isEqualTo(runs.size());
    return faultSeconds
        + runs.stream()
            .mapToDouble(run -> Objects.requireNonNull(run.measures().recoverySeconds()))
            .average()
            .orElseThrow();
  }

  private static double goodput(List<RunResult> runs) {
    return runs.stream().mapToDouble(run -> run.measures().goodputRatio()).average().orElseThrow();
  }

  private static double goodput(List<RunResult> runs, int from, int to) {
    return runs.stream()
        .mapToDouble(run -> run.meter().goodputRatio(from, to))
        .average()
        .orElseThrow();
  }
}
