package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of instant vector selectors, from Prometheus' documentation of its queries. */
class SelectorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests_total",
        "job:requests:sum",
        "requests_total{code=~\"5..\"}",
        "requests_total{code=~\"(5..|429)\",job!=\"a b\"}",
        "{__name__=\"requests_total\"}",
        "x{a='it\\'s'}",
        "x{a=\"with \\\"quotes\\\" and } and ,\"}",
        "x{a=`back\\tick`}"
      })
  void parse_selector_isReadAndWrittenTheSame(String text) {
    assertThat(Selector.parse(text)).hasToString(text);
  }

  @Test
  void parse_blanksAndATrailingComma_areLeftOut() {
    assertThat(Selector.parse(" x { a = \"1\" ,\n b != \"2\" , } "))
        .hasToString("x{a=\"1\",b!=\"2\"}");
    assertThat(Selector.parse("x{}")).hasToString("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "{}",
        "{a!=\"\"}",
        "{a=\"\"}",
        "rate(x[5m])",
        "sum(x)",
        "x[5m]",
        "x offset 5m",
        "x + y",
        "x or vector(1)",
        "x{a=\"1\"",
        "x{a=\"1}",
        "x{a=1}",
        "x{a==\"1\"}",
        "x{a=\"1\" b=\"2\"}",
        "x{a=\"1\"}[1h]) or vector(1",
        "x{a=\"\n\"}",
        "1x",
        "x-y"
      })
  void parse_anythingElse_isRefused(String text) {
    assertThat(Selector.parse(text)).isNull();
  }

  @Test
  void parse_manyBackslashes_takesNoLongerThanReading() {
    String hostile = "x{a=\"" + "\\\\".repeat(100_000);

    assertThat(Selector.parse(hostile)).isNull();
  }
}
