package dev.homeostat.controllers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        " job:up:rate5m ",
        "up{}",
        "up{job=\"a\"}",
        "up {job=~\"a}b\", x='}', y=`\\`}",
        "up{job=\"a\\\"}\"}",
      })
  void isPlainSelector_selector_isOne(String expression) {
    assertThat(Promql.isPlainSelector(expression)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "NaN",
        "+Inf",
        "inf",
        "{job=\"a\"}",
        "up offset 5m",
        "up[5m]",
        "up{job=\"a\"} + 1",
        "up{job=\"a\"",
        "up{job=\"a} or up{job=\"b\"}",
        "up # comment",
        "up{ # }",
        "sum(up)",
        "up or vector(0)",
        "up{a=\"b\"}{c=\"d\"}",
      })
  void isPlainSelector_anythingElse_isNone(String expression) {
    assertThat(Promql.isPlainSelector(expression)).isFalse();
  }

  @Test
  void of_increase_asksForTheSumAndTheTimeOfTheNewestSample() {
    assertThat(Promql.of(new Query.Increase("main", "a{b=\"c\"}", 90_000)).text())
        .isEqualTo(
            "label_replace(sum(increase(a{b=\"c\"}\n"
                + "[90s])), \"homeostat\", \"value\", \"\", \"\") or"
                + " label_replace(max(timestamp(a{b=\"c\"}\n"
                + ")), \"homeostat\", \"at\", \"\", \"\")");
    assertThat(Promql.of(new Query.Increase("main", "a", 1_500)).text()).contains("[1500ms]");
  }

  @Test
  void of_expression_isAskedAsItStands() {
    assertThat(Promql.of(new Query.Instant("main", "sum(a)")).text()).isEqualTo("sum(a)");
  }

  @Test
  void of_plainSelector_asksForTheTimeOfItsSampleToo() {
    assertThat(Promql.of(new Query.Instant("main", "a")).text())
        .isEqualTo("a\nor label_replace(timestamp(a\n), \"homeostat\", \"at\", \"\", \"\")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "sum(rate(a{b=\"}\"}[5m]))", "a # )", "a{b='\\''}", "a{b=`\\`}", "(a # (\n)"})
  void closedExpression_mayJoinOthers(String text) {
    assertThat(Promql.of(new Query.Instant("main", text)).mayJoin()).isTrue();
  }

  /** What leaves the brackets around it would answer in the name of another resource. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a), \"homeostat_question\", \"0\", \"\", \"\") or label_replace((b",
        "a) or (b",
        "(a",
        "a{b=\"c}",
        "a{b=(\"c\"})",
        "'",
        " "
      })
  void openExpression_isAskedAlone(String text) {
    assertThat(Promql.of(new Query.Instant("main", text)).mayJoin()).isFalse();
  }
}
