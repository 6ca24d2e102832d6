package dev.homeostat.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private final Options options =
      new Options(
          "sample",
          "Does nothing.",
          List.of(
              Option.required("--target", "URL", "where to"),
              Option.withDefault("--rate", "N", "150", "how often")));

  @Test
  void parse_bothNotations_areRead() throws Exception {
    Arguments arguments = options.parse(List.of("--target", "x", "--rate=2.5"));

    assertThat(arguments.text("--target")).isEqualTo("x");
    assertThat(arguments.number("--rate", 0, 10)).isEqualTo(2.5);
    assertThat(arguments.has("--exit-with-parent")).isFalse();
  }

  @Test
  void parse_absentOption_takesDefault() throws Exception {
    Arguments arguments = options.parse(List.of("--target", "x", "--exit-with-parent"));

    assertThat(arguments.integer("--rate", 1, 1000)).isEqualTo(150);
    assertThat(arguments.port()).isZero();
    assertThat(arguments.has("--exit-with-parent")).isTrue();
  }

  @Test
  void parse_misspeltOption_namesNearest() {
    assertThatThrownBy(() -> options.parse(List.of("--tagret", "x")))
        .isInstanceOf(UsageException.class)
        .hasMessage("unknown option --tagret; the nearest valid one is --target URL, see --help");
  }

  @Test
  void parse_missingValue_saysForm() {
    assertThatThrownBy(() -> options.parse(List.of("--target")))
        .hasMessage("--target needs a value, found nothing; write --target URL");
  }

  @Test
  void parse_missingRequired_saysWhatToAdd() {
    assertThatThrownBy(() -> options.parse(List.of()))
        .hasMessage("--target is required, found none; add --target URL");
  }

  @Test
  void parse_optionTwice_isRefused() {
    assertThatThrownBy(() -> options.parse(List.of("--rate", "1", "--rate", "2")))
        .hasMessage("--rate is given twice; keep one of them");
  }

  @Test
  void parse_flagWithValue_isRefused() {
    assertThatThrownBy(() -> options.parse(List.of("--help=yes")))
        .hasMessageContaining("--help takes no value");
  }

  @Test
  void integer_outOfRangeOrNotANumber_saysRangeAndFound() throws Exception {
    Arguments arguments = options.parse(List.of("--target", "x", "--rate", "many"));

    assertThatThrownBy(() -> arguments.integer("--rate", 1, 9))
        .hasMessage("--rate expects a whole number from 1 to 9, found 'many'");
    assertThatThrownBy(() -> arguments.number("--rate", 0, 9))
        .hasMessage("--rate expects a number from 0.0 to 9.0, found 'many'");
  }

  @Test
  void number_notANumberAtAll_isRefused() throws Exception {
    Arguments arguments = options.parse(List.of("--target", "x", "--rate", "NaN"));

    assertThatThrownBy(() -> arguments.number("--rate", 0, 9)).isInstanceOf(UsageException.class);
  }
}
