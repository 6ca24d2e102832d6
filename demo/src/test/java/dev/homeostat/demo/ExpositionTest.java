package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionTest {

  private static Exposition parse(String text) throws Exposition.FormatException {
    return Exposition.parse(text, "client");
  }

  private static Series series(String metric, String... labels) {
    java.util.TreeMap<String, String> all = new java.util.TreeMap<>(Map.of("job", "client"));
    for (int i = 0; i < labels.length; i += 2) {
      all.put(labels[i], labels[i + 1]);
    }
    return new Series(metric, all);
  }

  @Test
  void parse_commentsAndBlankLines_areSkipped() throws Exception {
    Exposition exposition =
        parse(
            """
            # HELP a What a is.
            # TYPE a counter

              # indented
            a 1\r
            \t
            b 2 1700000000000
            """);

    assertThat(exposition.values())
        .containsExactly(Map.entry(series("a"), 1.0), Map.entry(series("b"), 2.0));
    assertThat(exposition.duplicates()).isEmpty();
  }

  @Test
  void parse_labels_areKept() throws Exception {
    assertThat(parse("a{code=\"503\",path=\"/x\",} 7").values())
        .containsOnlyKeys(series("a", "code", "503", "path", "/x"));
    assertThat(parse("a { code = \"503\" , path=\"/x\" }7").values())
        .containsOnlyKeys(series("a", "code", "503", "path", "/x"));
  }

  @Test
  void parse_escapes_areUndone() throws Exception {
    assertThat(parse("a{l=\"q\\\"b\\\\n\\n}\"} 1").values())
        .containsOnlyKeys(series("a", "l", "q\"b\\n\n}"));
  }

  @Test
  void parse_ownJobLabel_isKeptAsExportedJob() throws Exception {
    assertThat(parse("a{job=\"mine\"} 1").values())
        .containsOnlyKeys(series("a", "exported_job", "mine"));
  }

  @ParameterizedTest
  @CsvSource({"+Inf,Infinity", "Inf,Infinity", "-Inf,-Infinity", "NaN,NaN", "1.5e3,1500", "-2,-2"})
  void parse_numbers_areRead(String text, double expected) throws Exception {
    assertThat(parse("a " + text).values()).containsEntry(series("a"), expected);
  }

  @Test
  void parse_sameSeriesTwice_isNamed() throws Exception {
    Exposition exposition = parse("a{x=\"1\",y=\"2\"} 1\nb 2\na{y=\"2\",x=\"1\"} 3\n");

    assertThat(exposition.duplicates()).containsExactly(series("a", "x", "1", "y", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>",
        "a",
        "a{",
        "a{} ",
        "a{x=1} 1",
        "a{x=\"1\" y=\"2\"} 1",
        "a{x=\"1} 1",
        "1a 1",
        "a 1 2 3",
        "a-5",
        "a{x=\"\\q\"} 1",
        "a{x=\"1\",x=\"2\"} 1",
        "a one",
        "a{x=\"1\"}",
        "{} 1"
      })
  void parse_malformedLine_isRefusedWithItsNumber(String line) {
    assertThatThrownBy(() -> parse("fine 1\n\n" + line + "\n"))
        .isInstanceOf(Exposition.FormatException.class)
        .hasMessageContaining("line 3: expected");
  }

  @Test
  void parse_hostileLines_costLittleTimeAndNoStack() {
    int size = 1 << 20;
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          parse("a{l=\"" + "\\\\x".repeat(size / 3) + "\"} 1");
          for (String part : new String[] {" ", "} ", "{", "\\\"", "} 1 "}) {
            assertThatThrownBy(() -> parse("a" + part.repeat(size / part.length())))
                .isInstanceOf(Exposition.FormatException.class);
          }
        });
  }
}
