package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

  @Test
  void new_dipThatEndsWithTheRun_isAccepted() {
    assertThatCode(() -> new Timeline(1, 2, 1, 1, 1)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "0,60,10,8,0.4,'found 0, 8 and 10 s'",
    "5,60,0,8,0.4,'found 5, 8 and 0 s'",
    "5,60,10,0,0.4,'found 5, 0 and 10 s'",
    "5,17,10,8,0.4,'within the run of 17 s, found 10 s + 8 s'",
    "5,60,10,8,0,found 0.0",
    "5,60,10,8,1.01,found 1.01",
    "5,60,10,8,NaN,found NaN",
  })
  void new_impossible_isRefusedWithWhatWasFound(ArgumentsAccessor of) {
    assertThatThrownBy(
            () ->
                new Timeline(
                    of.getInteger(0),
                    of.getInteger(1),
                    of.getInteger(2),
                    of.getInteger(3),
                    of.getDouble(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(of.getString(5));
  }
}
