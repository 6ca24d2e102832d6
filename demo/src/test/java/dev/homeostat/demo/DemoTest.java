package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a demo from being started; nothing is started then. */
class DemoTest {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private Demo demo(Path policy, Path journal) {
    return new Demo(
        new DemoOptions(
            1,
            false,
            Optional.of(policy),
            Optional.ofNullable(journal),
            0,
            false,
            Timeline.STANDARD),
        new LiveView(new PrintStream(said, true, StandardCharsets.UTF_8), false));
  }

  private Path policy(String yaml) throws Exception {
    return Files.writeString(folder.resolve("mine.yaml"), yaml);
  }

  private void assertNothingStarted() {
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void run_policyWithProblems_namesEveryOneOfThem() throws Exception {
    Path policy =
        policy(
            Policies.own().replace("min: 20", "min: 2000").replace("source: main", "source: mian"));

    assertThatThrownBy(() -> demo(policy, null).run())
        .isInstanceOfSatisfying(
            DemoException.class,
            e ->
                assertThat(e.lines())
                    .hasSizeGreaterThan(1)
                    .allMatch(line -> line.startsWith(policy + ":")));
    assertNothingStarted();
  }

  @Test
  void run_policyWithoutOperatingMode_saysWhatToDo() throws Exception {
    String own = Policies.own();
    Path policy = policy(own.substring(0, own.lastIndexOf("---")));

    assertThatThrownBy(() -> demo(policy, null).run())
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("no OperatingMode")
        .hasMessageContaining("--print-policy");
    assertNothingStarted();
  }

  @Test
  void run_journalIsThePolicy_keepsThePolicy() throws Exception {
    Path policy = policy(Policies.own());
    Path same = folder.resolve(".").resolve("mine.yaml");

    assertThatThrownBy(() -> demo(policy, same).run())
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("the journal would replace the policy");
    assertThat(policy).hasContent(Policies.own());
    assertNothingStarted();
  }

  @Test
  void run_journalCannotBeWritten_startsNothing() throws Exception {
    assertThatThrownBy(() -> demo(policy(Policies.own()), folder.resolve("none/run.jsonl")).run())
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("there is no folder " + folder.resolve("none"));
    assertNothingStarted();
  }
}
