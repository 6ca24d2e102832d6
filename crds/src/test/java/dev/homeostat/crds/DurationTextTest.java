package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  private static final Pattern CRD_PATTERN =
      Pattern.compile("^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$");

  @ParameterizedTest
  @CsvSource({
    "1ms, 1",
    "999999ms, 999999",
    "90s, 90000",
    "5m, 300000",
    "1h, 3600000",
    "30d, 2592000000",
    "9999d, 863913600000",
    "999999h, 3599996400000"
  })
  void parseMillis_duration_millis(String text, long millis) {
    assertThat(DurationText.parseMillis(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0s",
        "05s",
        "5",
        "s",
        "5 s",
        "5S",
        "-5s",
        "+5s",
        "1.5s",
        "1h30m",
        "PT5M",
        "1w",
        "5m\n",
        "1000000ms",
        "10000d",
        "999999d",
        "99999999999999999999h",
        "٣s"
      })
  void parseMillis_anythingElse_empty(String text) {
    assertThat(CRD_PATTERN.matcher(text).matches() && !text.endsWith("\n")).isFalse();
    assertThat(DurationText.parseMillis(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ms",
    "1500, 1500ms",
    "90000, 90s",
    "300000, 5m",
    "3600000, 1h",
    "86400000, 1d",
    "90000000, 25h",
    "863913600000, 9999d",
    "864000000000, 240000h"
  })
  void format_wholeNumberOfUnits_largestUnit(long millis, String text) {
    assertThat(DurationText.format(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1000001, 1000s",
    "1000000999, 16666m",
    "3600000000001, 999999h",
    "9223372036854775807, 999999h"
  })
  void format_tooManyDigits_roundsDownInSmallestUnitThatFits(long millis, String text) {
    assertThat(DurationText.format(millis)).isEqualTo(text);
  }

  @Test
  void format_negative_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurationText.format(-1))
        .withMessageContaining("-1 ms");
  }

  @Test
  void format_anyDuration_isInPatternAndNeverLonger() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long millis = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
      String text = DurationText.format(millis);
      assertThat(text).as("seed %d, %d ms", seed, millis).matches(CRD_PATTERN);
      assertThat(DurationText.parseMillis(text).orElseThrow())
          .as("seed %d, %d ms", seed, millis)
          .isPositive()
          .isLessThanOrEqualTo(millis);
    }
  }

  @Test
  void format_parsedDuration_sameMillis() {
    long seed = 20260102;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String unit = new String[] {"ms", "s", "m", "h"}[random.nextInt(4)];
      long millis = DurationText.parseMillis((1 + random.nextInt(999_999)) + unit).orElseThrow();
      assertThat(DurationText.parseMillis(DurationText.format(millis)))
          .as("seed %d, %d ms", seed, millis)
          .hasValue(millis);
    }
  }
}
