package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.World;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Burn rates of a chain that counts slices are those that its rules recorded. */
class SliceSignalTest {

  private static final String SLICES =
      World.POLICY.replace(
          "  root: checkout\n",
          "  root: checkout\n  budgetingMethod: RatioTimeslices\n  timeSliceWindow: 1m\n");

  private static CompiledPolicy compile(String window, String more) {
    return PolicyCompiler.compile(
        World.parse(
            SLICES
                .replace("window: 60s}", "window: " + window + more + "}")
                .replace("window: 5s}", "window: 5m}")));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "', member: checkout', checkout"})
  void signal_ofAChainOfSlices_readsWhatRulesRecorded(String more, String member) {
    CompiledPolicy compiled = compile("1h", more);

    assertThat(compiled.problems()).isEmpty();
    assertThat(compiled.workloads().get(0).signals())
        .extracting(SignalPolicy::measure)
        .startsWith(
            new SignalPolicy.SingleValue(
                new Query.Instant(
                    "main",
                    "chain_member_window:slo_burn_rate:ratio{namespace=\"shop\",chain=\"checkout\",member=\""
                        + member
                        + "\",window=\"1h\"}")));
  }

  @Test
  void window_thatNoRuleCounts_isRefusedWithThoseThatAre() {
    CompiledPolicy compiled = compile("90s", "");

    assertThat(
            compiled.problems().values().stream()
                .flatMap(problems -> problems.stream())
                .map(Object::toString)
                .collect(Collectors.joining()))
        .contains("UnknownWindow")
        .contains("rules do in the windows 5m, 30m, 1h, 2h, 6h, 1d, 3d; found 90s");
  }

  /** Its length changes, and with its end the budget is whole again. */
  @Test
  void forecast_ofACalendarPeriod_isRefused() {
    CompiledPolicy compiled =
        PolicyCompiler.compile(
            World.parse(
                World.POLICY
                    .replace(
                        "  root: checkout\n",
                        "  root: checkout\n  calendar: {unit: Month, start:"
                            + " \"2026-01-01T00:00:00\", timeZone: UTC}\n")
                    .replace("window: 60s}", "window: 60s, measure: TimeToExhaustion}")));

    assertThat(compiled.problems().values().stream().flatMap(problems -> problems.stream()))
        .extracting(Problem::reason)
        .contains("CalendarForecast");
  }
}
