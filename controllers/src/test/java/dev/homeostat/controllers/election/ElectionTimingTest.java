package dev.homeostat.controllers.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times that make no sense are refused before an election begins. */
class ElectionTimingTest {

  @Test
  void default_gate_isOpenForTenSeconds() {
    assertThat(ElectionTiming.DEFAULT.gateMillis()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "1500 1000 100 100 100, leaseDuration",
    "15000 15000 2000 3000 5000, renewDeadline",
    "15000 5000 2000 3000 5000, renewDeadline",
    "15000 10000 0 3000 5000, retryPeriod",
    "15000 10000 2000 3000 10000, writeMargin"
  })
  void new_nonsense_isRefused(String millis, String field) {
    List<Duration> times =
        Arrays.stream(millis.split(" ")).map(Long::valueOf).map(Duration::ofMillis).toList();
    assertThatThrownBy(
            () ->
                new ElectionTiming(
                    times.get(0), times.get(1), times.get(2), times.get(3), times.get(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field);
  }
}
