package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken and hostile text: it ends quickly, with problems in plain words. */
class ManifestReaderHostileTest {

  private static final String HEAD =
      "apiVersion: homeostat.dev/v1alpha1\nkind: OperatingMode\nmetadata: {name: a}\n";

  /** Generous, since machines differ; an expansion without bound would not end at all. */
  private static final Duration QUICK = Duration.ofSeconds(20);

  private static final int SIZE = ManifestReader.MAX_BYTES - HEAD.length() - 100;

  private static ManifestFile read(String yaml) {
    ManifestFile file = ManifestReader.read("f", yaml);
    assertThat(file.problems())
        .allSatisfy(
            problem ->
                assertThat(problem.message())
                    .doesNotContain("snakeyaml", "jackson", "java.", "Exception", "dev.homeostat.c")
                    .doesNotContain("while scanning", "while parsing", "token", "block end")
                    .matches("\\P{Cntrl}*"));
    return file;
  }

  private static ManifestProblem problem(String yaml) {
    ManifestFile file = read(yaml);
    assertThat(file.manifests()).isEmpty();
    assertThat(file.problems()).hasSize(1);
    return file.problems().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a: 1\\n\\tb: 2 | 2 | a tab",
        "a: b: c | 1 | found a second",
        "a: - b | 1 | put the list on lines of its own",
        "a:\\n  'open\\n  b | 2 | a closing quote",
        "a: \"\\q\" | 1 | a known escape",
        "a: 1\\nb: [1,\\n  2\\nc: 3 | 2 | , or ]",
        "a: {b: 1\\nc: [ | 1 | , or }",
        "a: 1\\n b: 2 | 2 | found a second",
        "a: 1\\nb | 2 | found no colon",
        "- a\\nb: 1 | 2 | indentation",
        "a: @b | 1 | found a character that cannot begin one",
        "a: !x!y z | 1 | tags are not supported",
        "a: *  | 1 | expected YAML",
        "%YAML 99999999999999.1\\n---\\na: 1 | 1 | expected YAML",
        "a: b\\n--- | 1 | apiVersion"
      })
  void read_brokenSyntax_lineAndPlainWords(String yaml, int line, String words) {
    ManifestFile file = read(yaml.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(file.manifests()).isEmpty();
    assertThat(file.problems())
        .first()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.path() + problem.message()).contains(words);
            });
  }

  @Test
  void read_brokenSyntaxInSecondDocument_firstIsStillChecked() {
    ManifestFile file = read(HEAD + "spec: {knobz: []}\n---\na: b: c\n");
    assertThat(file.problems())
        .extracting(ManifestProblem::toString)
        .containsExactly(
            "f:4: spec.knobz: unknown field; did you mean knobs?",
            "f:6: expected one colon, found a second; write the value in quotes, or correct the"
                + " indentation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!javax.script.ScriptEngineManager []", "!!javax.X {}", "!!javax.X a"})
  void read_tag_isRefused(String value) {
    ManifestProblem problem = problem(HEAD + "spec: " + value + "\n");
    assertThat(problem.toString())
        .startsWith("f:4: spec: found the tag !!javax.")
        .endsWith("tags are not supported: remove it, and quote what is to be text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!str 5", "!x 5", "! 5", "!<tag:yaml.org,2002:str> 5"})
  void read_harmlessTag_isRefusedToo(String value) {
    assertThat(problem(HEAD + "spec: {interval: " + value + "}\n").toString())
        .startsWith("f:4: spec.interval: found the tag !");
  }

  @Test
  void read_aliasAndAnchor_areRefusedWithTheirLines() {
    ManifestFile file = read(HEAD + "spec:\n  interval: &x 5s\n  deletionPolicy: *x\n");
    assertThat(file.manifests()).isEmpty();
    assertThat(file.problems())
        .extracting(ManifestProblem::toString)
        .containsExactly(
            "f:5: spec.interval: found the anchor &x; anchors are not supported: remove it",
            "f:6: spec.deletionPolicy: expected a value, found the alias *x; aliases are not"
                + " supported: write the value out");
  }

  @Test
  void read_mergeKey_isRefused() {
    assertThat(problem(HEAD + "spec: {<<: {interval: 5s}}\n").toString())
        .isEqualTo(
            "f:4: spec: found the merge key <<; merge keys are not supported: write the fields");
  }

  @Test
  void read_billionLaughs_endsQuickly() {
    String laughs =
        IntStream.range(1, 40)
            .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, "*a%d,".formatted(i - 1).repeat(9)))
            .collect(Collectors.joining("", "a0: &a0 lol\n", ""));
    assertThat(quick(() -> read(laughs)).problems())
        .anyMatch(p -> p.message().contains("aliases are not supported"));
  }

  @Test
  void read_aliasOfItself_endsQuickly() {
    assertThat(quick(() -> read("&a [*a]")).problems())
        .anyMatch(p -> p.message().contains("aliases are not supported"));
  }

  @Test
  void read_nestingAtTheLimit_isAccepted() {
    int inner = YamlDocumentReader.MAX_DEPTH - 1;
    assertThat(problem(HEAD + "spec: " + "[".repeat(inner) + "]".repeat(inner)).message())
        .startsWith("expected a mapping, found a list");
  }

  @Test
  void read_nestingBeyondTheLimit_isRefused() {
    int inner = YamlDocumentReader.MAX_DEPTH;
    assertThat(problem(HEAD + "spec: " + "[".repeat(inner) + "]".repeat(inner)).toString())
        .startsWith("f:4: spec[0]")
        .endsWith("expected at most 50 levels of nesting, found more; flatten it");
  }

  static Stream<Arguments> largeFiles() {
    return Stream.of(
        Arguments.of("open brackets", "[".repeat(SIZE)),
        Arguments.of("open braces", "{a: ".repeat(SIZE / 4)),
        Arguments.of("deep dashes", "- ".repeat(SIZE / 2)),
        Arguments.of("deep questions", "? ".repeat(SIZE / 2)),
        Arguments.of("many keys", HEAD + "spec: {" + "a,".repeat(SIZE / 2) + "}"),
        Arguments.of("many items", HEAD + "spec: {knobs: [" + "~,".repeat(SIZE / 2) + "]}"),
        Arguments.of("many aliases", HEAD + "spec: [" + "*a,".repeat(SIZE / 3) + "]"),
        Arguments.of("many documents", "---\n".repeat(SIZE / 4)),
        Arguments.of("many resources", (HEAD + "---\n").repeat(SIZE / 90)),
        Arguments.of(
            "a long key with many children",
            HEAD + "spec: {" + "k".repeat(SIZE / 2) + ": [" + "*a,".repeat(SIZE / 6) + "]}"),
        Arguments.of("a long key", HEAD + "? " + "k".repeat(SIZE) + "\n: 1\n"),
        Arguments.of("a long name", HEAD.replace("name: a", "name: " + "a".repeat(SIZE))),
        Arguments.of("a long number", HEAD + "spec: {interval: " + "1".repeat(SIZE) + "}"),
        Arguments.of(
            "a long fraction", "kind: ControlLoop\nspec: {setpoint: 0." + "1".repeat(SIZE) + "}"),
        Arguments.of("a long comment", "#".repeat(SIZE)),
        Arguments.of("an open quote", "a: '" + "b\n".repeat(SIZE / 2)),
        Arguments.of("an open block", "a: |\n" + " b\n".repeat(SIZE / 3)),
        Arguments.of("many spaces", "a:" + " ".repeat(SIZE) + "b: c"),
        Arguments.of("many line ends", "\n".repeat(SIZE) + "a"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("largeFiles")
  void read_largeHostileFile_endsQuicklyWithProblems(String title, String yaml) {
    ManifestFile file = quick(() -> ManifestReader.read("f", yaml));
    assertThat(file.problems()).as(title).isNotEmpty().hasSizeLessThanOrEqualTo(1001);
    assertThat(file.problems()).allMatch(p -> p.toString().length() < 2_000);
    assertThat(file.manifests()).isEmpty();
  }

  @Test
  void read_largeValidFile_endsQuickly() {
    String steps = "1,".repeat(SIZE / 2);
    String yaml = HEAD + "spec: {modes: {recovery: {steps: [" + steps + "]}}}";
    assertThat(quick(() -> read(yaml)).of(OperatingModeSpec.class))
        .singleElement()
        .satisfies(m -> assertThat(m.spec().modes().recovery().steps()).hasSize(SIZE / 2));
  }

  @Test
  void read_moreProblemsThanAnyoneReads_saysHowMany() {
    ManifestFile file = read(HEAD + "spec:\n" + "  ? a: b\n  : c\n".repeat(1_500));
    assertThat(file.problems()).hasSize(1_001);
    assertThat(file.problems().get(1_000).message())
        .isEqualTo("found 1500 problems, of which 1000 are listed; mend these and check again");
  }

  @Test
  void read_tooLarge_isRefused() {
    String limit = HEAD + "spec: {}\n#";
    String largest = limit + "x".repeat(ManifestReader.MAX_BYTES - limit.length());
    assertThat(read(largest).problems()).isEmpty();
    assertThat(problem(largest + "x").toString())
        .isEqualTo(
            "f:1: expected at most 1 MiB (1048576 bytes), found more; split it into several files");
    assertThat(problem(limit + "ä".repeat(ManifestReader.MAX_BYTES - limit.length())).message())
        .startsWith("expected at most 1 MiB");
  }

  @ParameterizedTest
  @CsvSource({"7, U+0007", "0, U+0000", "27, U+001B", "55296, U+D800", "65534, U+FFFE"})
  void read_forbiddenCharacter_isRefusedWithItsLine(int character, String name) {
    assertThat(problem(HEAD + "spec: {}\n# " + (char) character).toString())
        .isEqualTo("f:5: found the character %s, which YAML forbids; remove it".formatted(name));
  }

  @Test
  void read_escapedControlCharacters_areEscapedInMessages() {
    ManifestFile file = read(HEAD + "spec: {\"a\\e[31m\\nb\": \"x\", interval: [\"\\u202E\"]}\n");
    assertThat(file.problems())
        .extracting(ManifestProblem::toString)
        .anySatisfy(p -> assertThat(p).startsWith("f:4: spec.a\\u001B[31m\\u000Ab: unknown field"));
    assertThat(read(HEAD.replace("name: a", "name: \"\\u202E\\e\"") + "spec: {}\n").problems())
        .extracting(ManifestProblem::message)
        .singleElement()
        .asString()
        .contains("\"\\u202E\\u001B\"");
  }

  /** Single edits of a valid file reach states that nobody thinks of. */
  @Test
  void read_mutatedFile_neverThrows() {
    String seed =
        HEAD
            + "spec:\n  knobs:\n  - {name: \"a\\x41\", min: 10, in: {field: {path: '/x'}}}\n"
            + "  modes:\n    floor:\n      enter: [{allOf: [{signal: s, above: 1.5}]}]\n"
            + "---\n# end\n";
    String letters = "{}[]:,-?&*!|>'\"%@`#~ \n\t\\<=0x.U";
    Random random = new Random(20260103);
    for (int i = 0; i < 10_000; i++) {
      StringBuilder yaml = new StringBuilder(seed);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(yaml.length());
        char letter = letters.charAt(random.nextInt(letters.length()));
        switch (random.nextInt(3)) {
          case 0 -> yaml.setCharAt(at, letter);
          case 1 -> yaml.insert(at, letter);
          default -> yaml.deleteCharAt(at);
        }
      }
      ManifestFile file = ManifestReader.read("f", yaml.toString());
      assertThat(file.manifests().size() + file.problems().size()).as(yaml.toString()).isPositive();
      assertThat(file.problems()).as(yaml.toString()).allMatch(p -> p.line() >= 1);
    }
  }

  private static ManifestFile quick(Supplier<ManifestFile> reading) {
    return assertTimeoutPreemptively(QUICK, reading::get);
  }
}
