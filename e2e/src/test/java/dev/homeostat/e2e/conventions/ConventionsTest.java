package dev.homeostat.e2e.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConventionsTest {

  private static final List<SourceFile> MAIN = Checkout.sources("main");
  private static final List<SourceFile> TEST = Checkout.sources("test");

  @Test
  void sources_areFound() {
    assertThat(MAIN).hasSizeGreaterThan(150);
    assertThat(MAIN.stream().map(SourceFile::module).distinct())
        .contains("modes", "slo", "crds", "engine", "samples", "demo", "replay", "cli")
        .contains("controllers", "operator", "sim", "bench", "e2e/cluster");
    assertThat(TEST).extracting(SourceFile::module).contains("modes", "engine", "e2e", "e2e/real");
  }

  @Test
  void names_sayWhatTheyStandFor() {
    assertThat(broken(MAIN, Conventions::vagueNames)).isEmpty();
    assertThat(broken(TEST, Conventions::vagueNames)).isEmpty();
  }

  @Test
  void files_areShort() {
    assertThat(broken(MAIN, file -> Conventions.longFiles(file, Conventions.MAIN_LINES))).isEmpty();
    assertThat(broken(TEST, file -> Conventions.longFiles(file, Conventions.TEST_LINES))).isEmpty();
  }

  @Test
  void methods_areShort() {
    assertThat(broken(MAIN, Conventions::longMethods)).isEmpty();
  }

  @Test
  void methods_haveFewParameters() {
    assertThat(broken(MAIN, Conventions::manyParameters)).isEmpty();
  }

  @Test
  void publicTypes_sayWhatTheyAre() {
    assertThat(broken(MAIN, Conventions::undocumented)).isEmpty();
  }

  @Test
  void tests_neitherSleepNorAreSwitchedOff() {
    assertThat(broken(TEST, Conventions::pausesAndDisabledTests)).isEmpty();
  }

  private static List<String> broken(
      List<SourceFile> files, Function<SourceFile, List<String>> convention) {
    return files.stream()
        .flatMap(
            file ->
                convention.apply(file).stream()
                    .map(what -> file.module() + ": " + file.className() + ": " + what))
        .toList();
  }

  @Test
  void conventions_brokenOnes_areReported() {
    assertThat(Conventions.vagueNames(parse("class FileUtils { class ClockImpl {} }"))).hasSize(2);
    assertThat(Conventions.longFiles(parse("\n".repeat(401)), 400)).hasSize(1);
    assertThat(Conventions.longMethods(parse("class A { void b() {" + "\n".repeat(70) + "} }")))
        .containsExactly("A.b has 71 lines");
    assertThat(
            Conventions.manyParameters(
                parse("class A { A(int a, int b, int c, int d, int e, int f) {} }")))
        .containsExactly("A.<init> has 6 parameters");
    assertThat(Conventions.undocumented(parse("public class A {}"))).hasSize(1);
    assertThat(
            Stream.of(
                    "class A { void b() { Thread" + ".sleep(1); } }",
                    "class A { void b() { java.util.concurrent.TimeUnit.SECONDS.sleep(1); } }",
                    "@" + "Disabled class A {}",
                    "class A { @org.junit.jupiter.api.DisabledOnOs void b() {} }")
                .map(text -> Conventions.pausesAndDisabledTests(parse(text)).size()))
        .containsExactly(1, 1, 1, 1);
  }

  @Test
  void conventions_keptOnes_areNotReported() {
    SourceFile file =
        parse(
            """
            /** A record with many components. */
            public record A(int a, int b, int c, int d, int e, int f) {
              public A(int a, int b, int c, int d, int e, int f) {
                this.a = a;
              }
            }
            """);

    assertThat(Conventions.manyParameters(file)).isEmpty();
    assertThat(Conventions.undocumented(file)).isEmpty();
    assertThat(Conventions.vagueNames(file)).isEmpty();
  }

  private static SourceFile parse(String text) {
    return SourceFile.parse("fixture", "A", text);
  }
}
