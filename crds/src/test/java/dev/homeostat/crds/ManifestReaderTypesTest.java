package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the wrong type, and what YAML and Kubernetes make of unquoted ones. */
class ManifestReaderTypesTest {

  private static ManifestFile read(String kind, String spec) {
    String head = "apiVersion: homeostat.dev/v1alpha1\nkind: %s\nmetadata: {name: a}\n";
    return ManifestReader.read("policy.yaml", head.formatted(kind) + "spec:\n  " + spec + "\n");
  }

  private static String problem(String kind, String spec) {
    ManifestFile file = read(kind, spec);
    assertThat(file.manifests()).isEmpty();
    assertThat(file.problems()).hasSize(1);
    return file.problems().get(0).toString();
  }

  private static ControlLoopSpec loop(String spec) {
    ManifestFile file = read("ControlLoop", spec);
    assertThat(file.problems()).isEmpty();
    return file.of(ControlLoopSpec.class).get(0).spec();
  }

  @Test
  void read_numberForText_saysToQuoteIt() {
    assertThat(problem("SLOChain", "objective: 0.99"))
        .isEqualTo(
            "policy.yaml:5: spec.objective: expected text, found the number 0.99; write it in"
                + " quotes: \"0.99\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "+1",
        "007",
        "1_000",
        "0x1F",
        "0o17",
        "0b11",
        ".5",
        "5.",
        "1e3",
        "1.5E-3",
        ".inf",
        "-.INF",
        ".NaN",
        "08",
        "99999999999999999999"
      })
  void read_anyNumberForText_saysToQuoteIt(String number) {
    assertThat(problem("SLOChain", "root: " + number))
        .endsWith(
            "spec.root: expected text, found the number %s; write it in quotes: \"%s\""
                .formatted(number, number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void read_booleanForText_saysToQuoteIt(String value) {
    assertThat(problem("SLOChain", "root: " + value))
        .isEqualTo(
            "policy.yaml:5: spec.root: expected text, found the boolean %s; write it in quotes:"
                    .formatted(value)
                + " \"%s\"".formatted(value));
  }

  @ParameterizedTest
  @CsvSource({
    "yes, true",
    "Yes, true",
    "on, true",
    "ON, true",
    "y, true",
    "True, true",
    "no, false",
    "off, false",
    "n, false",
    "FALSE, false"
  })
  void read_yaml11BooleanForText_saysHowItIsReadAndToQuoteIt(String value, String meaning) {
    assertThat(problem("SLOChain", "root: " + value))
        .isEqualTo(
            "policy.yaml:5: spec.root: expected text, found %s, which YAML reads as %s; write it in"
                    .formatted(value, meaning)
                + " quotes: \"%s\"".formatted(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'0.99'",
        "\"true\"",
        "'~'",
        "''",
        "yEs",
        "10s",
        "1:30",
        "2026-01-01",
        "1.2.3",
        "1e",
        "0xg",
        "nan",
        "inf",
        "_1",
        "a b",
        "1 2"
      })
  void read_text_isText(String value) {
    ManifestFile file = read("SLOChain", "root: " + value);
    assertThat(file.problems()).isEmpty();
    assertThat(file.of(SLOChainSpec.class).get(0).spec().root())
        .isEqualTo(value.replaceAll("['\"]", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"~", "null", "Null", "NULL", ""})
  void read_nullForOptionalField_isAbsent(String value) {
    ControlLoopSpec spec =
        loop("{interval: X, priority: X, setpoint: X, pid: X, activeIn: X}".replace("X", value));
    assertThat(spec).isEqualTo(loop("{}"));
    assertThat(spec.interval()).isNull();
    assertThat(spec.priority()).isNull();
    assertThat(spec.setpoint()).isNull();
    assertThat(spec.pid()).isNull();
    assertThat(spec.activeIn()).isEmpty();
  }

  @Test
  void read_textForNumber_saysWhatIsExpected() {
    assertThat(problem("ControlLoop", "setpoint: low"))
        .isEqualTo(
            "policy.yaml:5: spec.setpoint: expected a number, found the text \"low\"; write one"
                + " such as 14.4");
    assertThat(problem("ControlLoop", "priority: high"))
        .isEqualTo(
            "policy.yaml:5: spec.priority: expected a whole number, found the text \"high\"; write"
                + " one such as 20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"14.4", "14"})
  void read_quotedNumberForNumber_saysToUnquoteIt(String number) {
    assertThat(problem("ControlLoop", "setpoint: '" + number + "'"))
        .endsWith(
            "spec.setpoint: expected a number, found the text \"%s\"; write it without quotes: %s"
                .formatted(number, number));
  }

  @Test
  void read_booleanForNumber_isAProblem() {
    assertThat(problem("ControlLoop", "setpoint: on"))
        .endsWith("expected a number, found on, which YAML reads as true; write one such as 14.4");
  }

  @ParameterizedTest
  @CsvSource({"14.4, 14.4", "0, 0", "-3, -3", "+.5, 0.5", "5., 5", "1e3, 1000", "2E-1, 0.2"})
  void read_number_isDecoded(String text, double value) {
    assertThat(loop("setpoint: " + text).setpoint()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", "-.Inf", ".NaN", "1e999"})
  void read_numberThatIsNotFinite_isAProblem(String text) {
    assertThat(problem("ControlLoop", "setpoint: " + text))
        .endsWith(
            "expected a finite number, found the number %s; write one such as 14.4"
                .formatted(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"010", "1_000", "0x1f", "0b1", "0o7"})
  void read_numberNotInPlainDigits_isAProblem(String text) {
    String message =
        "expected a number in plain digits, found the number %s; write it without prefix,"
            .formatted(text);
    assertThat(problem("ControlLoop", "setpoint: " + text)).contains(message);
    assertThat(problem("ControlLoop", "priority: " + text)).contains(message);
    assertThat(problem("OperatingMode", "knobs: [{min: %s}]".formatted(text))).contains(message);
  }

  @Test
  void read_fractionForWholeNumber_isAProblem() {
    assertThat(problem("ControlLoop", "priority: 1.5"))
        .endsWith("expected a whole number, found the number 1.5; write one such as 20");
  }

  @Test
  void read_wholeNumberAtTheLimits_isDecoded() {
    assertThat(loop("priority: 9223372036854775807").priority()).isEqualTo(Long.MAX_VALUE);
    assertThat(loop("priority: -9223372036854775808").priority()).isEqualTo(Long.MIN_VALUE);
    assertThat(loop("priority: +3").priority()).isEqualTo(3);
  }

  @Test
  void read_wholeNumberOutOfRange_isAProblem() {
    assertThat(problem("ControlLoop", "priority: 9223372036854775808"))
        .isEqualTo(
            "policy.yaml:5: spec.priority: expected a whole number between -9223372036854775808 and"
                + " 9223372036854775807, found the number 9223372036854775808; write one in that"
                + " range");
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false", "yes, true", "Off, false"})
  void read_boolean_isReadAsKubernetesDoes(String text, boolean value) {
    ManifestFile file = read("SignalSource", "allowPromql: " + text);
    assertThat(file.of(SignalSourceSpec.class).get(0).spec().allowPromql()).isEqualTo(value);
  }

  @Test
  void read_quotedBooleanForBoolean_saysToUnquoteIt() {
    assertThat(problem("SignalSource", "allowPromql: 'true'"))
        .isEqualTo(
            "policy.yaml:5: spec.allowPromql: expected true or false, found the text \"true\";"
                + " write it without quotes: true");
    assertThat(problem("SignalSource", "allowPromql: 1"))
        .endsWith("expected true or false, found the number 1; write one such as true");
  }

  @Test
  void read_intOrString_keepsWhichItWas() {
    ManifestFile file =
        read("OperatingMode", "knobs: [{min: 10, max: '0.5', values: {target: 5m}}]");
    OperatingModeSpec.Knob knob = file.of(OperatingModeSpec.class).get(0).spec().knobs().get(0);
    assertThat(knob.min()).isEqualTo(new IntOrString(10));
    assertThat(knob.max()).isEqualTo(new IntOrString("0.5"));
    assertThat(knob.values().target()).isEqualTo(new IntOrString("5m"));
  }

  @ParameterizedTest
  @CsvSource({"0.5, the number 0.5", "true, the boolean true"})
  void read_fractionOrBooleanForIntOrString_saysToQuoteIt(String text, String found) {
    assertThat(problem("OperatingMode", "knobs: [{min: %s}]".formatted(text)))
        .isEqualTo(
            "policy.yaml:5: spec.knobs[0].min: expected a whole number or text, found %s;"
                    .formatted(found)
                + " Kubernetes refuses it here; write it in quotes: \"%s\"".formatted(text));
  }

  @Test
  void read_wideNumberForIntOrString_saysToQuoteIt() {
    assertThat(problem("OperatingMode", "knobs: [{max: 5000000000}]"))
        .endsWith(
            "expected a whole number between -2147483648 and 2147483647, found the number"
                + " 5000000000; write it in quotes: \"5000000000\"");
  }

  @Test
  void read_mappingForList_isAProblem() {
    assertThat(problem("OperatingMode", "knobs: {name: a}"))
        .endsWith("spec.knobs: expected a list, found a mapping; begin each item with \"- \"");
    assertThat(problem("OperatingMode", "knobs: a"))
        .endsWith("expected a list, found the text \"a\"; begin each item with \"- \"");
  }

  @Test
  void read_listForMapping_isAProblem() {
    assertThat(problem("ControlLoop", "drives: [a]"))
        .endsWith(
            "spec.drives: expected a mapping, found a list; its fields are operatingMode, knob");
    assertThat(problem("SignalSource", "namespaces: {matchLabels: [a]}"))
        .endsWith(
            "spec.namespaces.matchLabels: expected a mapping, found a list; write its entries as"
                + " name: value");
  }

  @Test
  void read_collectionForText_isAProblem() {
    assertThat(problem("ControlLoop", "interval: [10s]"))
        .endsWith("spec.interval: expected text, found a list; write one value such as \"text\"");
    assertThat(problem("ControlLoop", "interval: {a: b}"))
        .contains("spec.interval: expected text, found a mapping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"activeIn: [Target, ~]", "activeIn: [Target, null]"})
  void read_nullListItem_isAProblem(String spec) {
    assertThat(problem("ControlLoop", spec))
        .endsWith("spec.activeIn[1]: expected a value, found nothing; give it one, or remove it");
  }

  @Test
  void read_nullRecordInList_isAProblem() {
    assertThat(problem("OperatingMode", "knobs:\n  -\n"))
        .isEqualTo(
            "policy.yaml:6: spec.knobs[0]: expected a value, found nothing; give it one, or remove"
                + " it");
  }

  @Test
  void read_mapValues_areCheckedToo() {
    assertThat(problem("SignalSource", "namespaces: {matchLabels: {a: 1}}"))
        .contains("spec.namespaces.matchLabels.a: expected text, found the number 1; write it in");
    assertThat(problem("SignalSource", "namespaces: {matchLabels: {a: ~}}"))
        .contains("spec.namespaces.matchLabels.a: expected a value, found nothing");
  }

  @Test
  void read_keyThatIsNoText_saysToQuoteIt() {
    assertThat(problem("SignalSource", "namespaces: {matchLabels: {on: a}}"))
        .isEqualTo(
            "policy.yaml:5: spec.namespaces.matchLabels: expected a name before the colon, found"
                + " on, which YAML reads as true; write it in quotes: \"on\"");
    assertThat(problem("SignalSource", "namespaces: {matchLabels: {[a]: a}}"))
        .endsWith("expected a name before the colon, found a list");
  }

  @Test
  void read_wrongTypeOfMetadata_isAProblem() {
    assertThat(
            ManifestReader.read(
                    "f",
                    "apiVersion: homeostat.dev/v1alpha1\nkind: SLOChain\nmetadata: {name: 1,"
                        + " labels: {a: true}}\nspec: {}\n")
                .problems())
        .extracting(ManifestProblem::toString)
        .containsExactly(
            "f:3: metadata.labels.a: expected text, found the boolean true; write it in quotes:"
                + " \"true\"",
            "f:3: metadata.name: expected text, found the number 1; write it in quotes: \"1\"");
  }
}
