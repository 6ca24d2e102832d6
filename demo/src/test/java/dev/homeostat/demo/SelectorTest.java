package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

  private static final Series ERRORS =
      Series.of("errors_total", Map.of("job", "client", "code", "503", "path", "a\\b\"c\nd"));

  private static boolean matches(String selector) {
    return Selector.parse(selector).orElseThrow().matches(ERRORS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors_total",
        "  errors_total  ",
        "errors_total{}",
        "errors_total { job = \"client\" , code=\"503\" , }",
        "errors_total{code=~\"5..\"}",
        "errors_total{code=~\"404|503\"}",
        "errors_total{code!~\"4..\"}",
        "errors_total{code!=\"200\"}",
        "errors_total{absent=\"\"}",
        "errors_total{absent!=\"x\"}",
        "errors_total{path=\"a\\\\b\\\"c\\nd\"}"
      })
  void matches_seriesThatIsMeant_isTrue(String selector) {
    assertThat(matches(selector)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors",
        "errors_total{code=\"50\"}",
        "errors_total{code=\"5..\"}",
        "errors_total{code=~\"50\"}",
        "errors_total{code!~\"5..\"}",
        "errors_total{code!=\"503\"}",
        "errors_total{absent=\"x\"}",
        "errors_total{code=\"503\",job=\"checkout\"}"
      })
  void matches_otherSeries_isFalse(String selector) {
    assertThat(matches(selector)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rate(errors_total[1m])",
        "sum(errors_total)",
        "errors_total[5m]",
        "errors_total offset 5m",
        "errors_total + 1",
        "1",
        "{job=\"client\"}",
        "errors_total{job=client}",
        "errors_total{job='client'}",
        "errors_total{job=\"client\" code=\"503\"}",
        "errors_total{,}",
        "errors_total{job=\"client\",,}",
        "errors_total{job=\"client}",
        "errors_total{job==\"client\"}",
        "errors_total{code=~\"5[\"}",
        "errors_total{code=~\"5\\.3\"}",
        "errors_total{__name__=\"other\"}",
        "errors_total}"
      })
  void parse_anythingMoreThanASelector_isEmpty(String selector) {
    assertThat(Selector.parse(selector)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a.b,true", "axb,false"})
  void parse_escapedBackslashInRegex_isTheRegexThatIsMeant(String value, boolean expected) {
    Selector selector = Selector.parse("m{l=~\"a\\\\.b\"}").orElseThrow();

    assertThat(selector.matches(Series.of("m", Map.of("l", value)))).isEqualTo(expected);
  }

  @Test
  void parse_veryLongValue_needsNoStack() {
    String value = "\\\\x".repeat(100_000);

    assertThat(Selector.parse("m{l=\"" + value + "\"}")).isPresent();
  }
}
