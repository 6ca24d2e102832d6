package dev.homeostat.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestKeyTest {
  @Test
  void parse_whatWasWritten_isReadBack() {
    RequestKey key = new RequestKey(17, 2);

    assertThat(RequestKey.parse(key.toString())).contains(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "17", "17/", "/1", "a/1", "1/-1", "1/2/3", "12345678901234567890/1"})
  void parse_anyOtherText_isEmpty(String text) {
    assertThat(RequestKey.parse(text)).isEmpty();
  }
}
