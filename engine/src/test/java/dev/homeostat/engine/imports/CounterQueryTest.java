package dev.homeostat.engine.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.rules.Selector;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries as the examples of Sloth and OpenSLO write them. */
class CounterQueryTest {

  private static Selector selector(String text) {
    return Objects.requireNonNull(Selector.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(rate(x{a=\"1\"}[{{.window}}])) | x{a=\"1\"} | rate",
        "sum( rate( x [ {{ .window }} ] ) ) | x | rate",
        "(sum(increase(x[{{.window}}]))) | x | increase",
        "sum(rate(x[{{.window}}])) OR on() vector(0) | x | rate",
        "sum(rate(x[{{.window}}])) or vector(0) | x | rate",
        "sum((rate(x{a=\"[(\"}[{{.window}}]))) | x{a=\"[(\"} | rate",
        "x{code=\"200\"} | x{code=\"200\"} | ''",
        "sum(x) | x | ''"
      })
  void parse_countOfOneSelector_isRead(String query, String selector, String function) {
    assertThat(CounterQuery.parse(query)).isEqualTo(new CounterQuery(selector(selector), function));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate(x[{{.window}}])",
        "sum(rate(x[5m]))",
        "sum by (job) (rate(x[{{.window}}]))",
        "sum(rate(x[{{.window}}])) - sum(rate(y[{{.window}}]))",
        "sum(rate(x[{{.window}}]) - rate(y[{{.window}}]))",
        "sum(irate(x[{{.window}}]))",
        "sum_over_time((count(x < 0.75))[{{.window}}:])",
        "sum(rate(x[{{.window}}] offset 1h))",
        "1 - x",
        ""
      })
  void parse_anythingElse_isNone(String query) {
    assertThat(CounterQuery.parse(query)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x{j=\"a\",code!~\"5..\"} | x{j=\"a\"} | x{j=\"a\",code=~\"5..\"}",
        "x{code=~\"2..\"} | x | x{code!~\"2..\"}",
        "x{ok=\"true\",j=\"a\"} | x{j=\"a\"} | x{j=\"a\",ok!=\"true\"}",
        "x{ok!=\"false\"} | x | x{ok=\"false\"}"
      })
  void bad_isWhatTheOneConditionLeavesOut(String good, String total, String bad) {
    assertThat(CounterQuery.bad(selector(good), selector(total))).hasToString(bad);
  }

  @Test
  void bad_ofAnotherShape_isNotGuessed() {
    assertThat(CounterQuery.bad(selector("y{a=\"1\"}"), selector("x"))).isNull();
    assertThat(CounterQuery.bad(selector("x{a=\"1\",b=\"2\"}"), selector("x"))).isNull();
    assertThat(CounterQuery.bad(selector("x{a=\"1\"}"), selector("x{b=\"2\"}"))).isNull();
    assertThat(CounterQuery.bad(selector("x"), selector("x"))).isNull();
  }
}
