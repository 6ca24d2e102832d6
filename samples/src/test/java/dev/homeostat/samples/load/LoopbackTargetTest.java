package dev.homeostat.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTargetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:80",
        "http://localhost:80/",
        "http://[::1]:80",
        "http://127.9.9.9:80"
      })
  void parse_loopback_isAccepted(String text) {
    assertThat(LoopbackTarget.parse(text))
        .hasValueSatisfying(
            target -> {
              assertThat(target.getAddress().isLoopbackAddress()).isTrue();
              assertThat(target.getPort()).isEqualTo(80);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.0.2.1:80",
        "http://0.0.0.0:80",
        "http://example.com:80",
        "http://localhost.example.com:80",
        "http://127.0.0.1@192.0.2.1:80",
        "http://127.0.0.1",
        "http://127.0.0.1:80/checkout",
        "http://127.0.0.1:80?x",
        "https://127.0.0.1:80",
        "127.0.0.1:80",
        "http://999.0.0.1:80",
        "mailto:x",
        ""
      })
  void parse_anythingElse_isEmpty(String text) {
    assertThat(LoopbackTarget.parse(text)).isEmpty();
  }

  @Test
  void form_saysWhatToWriteAndWhy() {
    assertThat(LoopbackTarget.FORM).contains("http://127.0.0.1:PORT", "own machine");
  }
}
