package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.demo.Policies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged command line as a user runs it: what it says, and what it leaves behind. */
@Execution(ExecutionMode.CONCURRENT)
class DemoProcessIT {

  private static final int SAMPLES = 6;
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;
  private Path temporary;
  private final List<Path> links = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  /** So that nothing that clears the folder of a test ever meets a way out of it. */
  @AfterEach
  void removeLinks() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  /** The launcher, in a folder without sources so that nothing is built here. */
  private Command homeostat(String... arguments) throws IOException {
    assertThat(Checkout.jar()).exists();
    Path root = Files.createTempDirectory(folder, "root");
    Files.copy(Checkout.LAUNCHER, root.resolve("homeostat"));
    Files.createDirectory(root.resolve("cli"));
    links.add(Files.createSymbolicLink(root.resolve("cli/target"), Checkout.TARGET));
    // A build in the background of a shell ignores Ctrl-C, and so would all that it starts.
    List<String> command =
        new ArrayList<>(
            List.of("env", "--default-signal=INT", root.resolve("homeostat").toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  private Command start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TMPDIR", temporary.toString());
    return Command.start(builder, folder);
  }

  private List<String> leftInTemporary() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("homeostat"))
          .toList();
    }
  }

  private static List<String> complaints(Command command) {
    return command.err().lines().filter(line -> line.startsWith("homeostat:")).toList();
  }

  private static void signal(String signal, List<Long> pids) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-s", signal));
    pids.forEach(pid -> command.add(pid.toString()));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** A demo that is in the middle of its run, with the numbers of both copies on screen. */
  private Command running() throws IOException {
    Command demo = homeostat("demo", "--output", "json", "--journal", "run.jsonl");
    demo.await("six samples", () -> demo.descendants().size() == SAMPLES);
    demo.awaitSaid(" s  without:");
    assertThat(leftInTemporary()).hasSize(1);
    return demo;
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void demo_signalled_endsWithoutAWordAndLeavesNothing(String signal, int exitCode)
      throws Exception {
    try (Command demo = running()) {
      List<Long> pids = new ArrayList<>(List.of(demo.pid()));
      if (signal.equals("INT")) {
        // Ctrl-C goes to all processes of the terminal.
        demo.descendants().forEach(child -> pids.add(child.pid()));
      }
      String before = demo.err();

      signal(signal, pids);

      assertThat(demo.exitCode()).isEqualTo(exitCode);
      demo.awaitNoDescendant();
      assertThat(leftInTemporary()).isEmpty();
      assertThat(demo.out()).isEmpty();
      assertThat(demo.err().substring(before.length()).lines())
          .allMatch(line -> line.contains(" s  "));
      assertThat(folder.resolve("run.jsonl")).content().endsWith("}\n");
    }
  }

  @Test
  void demo_killed_itsProcessesEndBesides() throws Exception {
    try (Command demo = running()) {
      signal("KILL", List.of(demo.pid()));

      assertThat(demo.exitCode()).isEqualTo(137);
      demo.awaitNoDescendant();
      assertThat(folder.resolve("run.jsonl")).content().endsWith("}\n");
    }
  }

  @Test
  void demo_aProcessOfItDies_isNamedAndNothingIsLeft() throws Exception {
    try (Command demo = running()) {
      ProcessHandle clients =
          demo.descendants().stream()
              .filter(child -> child.info().commandLine().orElse("").contains("LoadGenerator"))
              .findFirst()
              .orElseThrow();

      clients.destroyForcibly();

      assertThat(demo.exitCode()).isEqualTo(1);
      demo.awaitNoDescendant();
      assertThat(complaints(demo))
          .singleElement()
          .asString()
          .matches("homeostat: clients \\(with(out)?\\) ended early: .*");
      assertThat(leftInTemporary()).isEmpty();
    }
  }

  @Test
  void demo_portTaken_isOneLineAndNothingIsLeft() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK);
        Command demo = homeostat("demo", "--base-port", "" + taken.getLocalPort())) {
      demo.await(
          "an end",
          () -> {
            demo.descendants();
            return demo.err().contains("homeostat:");
          });

      assertThat(demo.exitCode()).isEqualTo(1);
      assertThat(demo.err().lines())
          .singleElement()
          .isEqualTo(
              "homeostat: expected port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1 to be free for checkout (without), found it taken; choose"
                  + " another with --base-port, or leave it out for free ones");
      demo.awaitNoDescendant();
      assertThat(leftInTemporary()).isEmpty();
    }
  }

  @Test
  void demo_policyWithProblems_namesEachByLineAndStartsNothing() throws Exception {
    String yaml = Policies.own().replace("min: 20", "min: 2000").replace("main\n", "mian\n");
    Path policy = Files.writeString(folder.resolve("mine.yaml"), yaml);

    try (Command demo = homeostat("demo", "-f", "mine.yaml")) {
      assertThat(demo.exitCode()).isEqualTo(1);

      assertThat(demo.out()).isEmpty();
      List<String> expected =
          Policies.check(policy).problems().stream()
              .map(problem -> "homeostat: " + problem.toString().replace(policy + "", "mine.yaml"))
              .toList();
      assertThat(expected).hasSizeGreaterThan(1);
      assertThat(demo.err().lines()).containsExactlyElementsOf(expected);
      assertThat(demo.descendants()).isEmpty();
    }
  }

  @Test
  void demo_noTemporaryFolder_isOneLine() throws Exception {
    Files.delete(temporary);
    try (Command demo = homeostat("demo")) {
      assertThat(demo.exitCode()).isEqualTo(1);

      assertThat(demo.err().lines())
          .singleElement()
          .asString()
          .startsWith("homeostat: no temporary folder can be made")
          .contains("TMPDIR");
    }
  }

  @Test
  void execute_wrongArguments_isOneLineAndExitCodeTwo() throws Exception {
    try (Command command = homeostat("demoo")) {
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).isEmpty();
      assertThat(command.err().lines())
          .singleElement()
          .isEqualTo(
              "homeostat: unknown command demoo; did you mean demo? (see ./homeostat --help)");
    }
  }

  @Test
  void version_packaged_isThatOfTheBuild() throws Exception {
    try (Command command = homeostat("--version")) {
      assertThat(command.exitCode()).isZero();
      String jar = Checkout.jar().getFileName().toString();
      assertThat(command.out().lines().findFirst())
          .contains("homeostat " + jar.substring("homeostat-cli-".length(), jar.length() - 4));
    }
  }

  @Test
  void demo_observeAndJson_isOneDocumentAndNothingIsWritten() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            ShortDemo.class.getName(),
            "demo",
            "--observe",
            "--output",
            "json",
            "--seed",
            "3");
    try (Command demo = start(command)) {
      demo.awaitSaid("settings    with: ");
      Path limit = settings(demo).resolve("admission.limit");
      Set<String> seen = new TreeSet<>();
      demo.await("an end", () -> !addContent(limit, seen));

      assertThat(demo.exitCode()).isZero();

      assertThat(seen).containsExactly("620");
      assertThat(demo.out().lines()).hasSize(1);
      JsonNode document = JsonMapper.builder().build().readTree(demo.out());
      assertThat(document.fieldNames())
          .toIterable()
          .containsExactly("seed", "embedded", "without", "with", "moves", "report");
      assertThat(document.path("seed").asLong()).isEqualTo(3);
      assertThat(folder.resolve(document.path("report").asText()))
          .hasFileName("homeostat-demo.html")
          .content()
          .contains("observed only</th>", "<polyline", "Mean latency", "Admission limit");
      assertThat(document.path("with").fieldNames())
          .toIterable()
          .containsExactly(
              "goodputRatio", "errors", "budgetSpentRatio", "recoverySeconds", "writes");
      assertThat(document.path("with").path("writes").asLong(-1)).isZero();
      assertThat(demo.err()).contains("limit in force 620").doesNotContain("limit in force 50");
      assertThat(leftInTemporary()).isEmpty();
    }
  }

  /** Adds what a file holds; false once it is gone. */
  private static boolean addContent(Path file, Set<String> seen) {
    try {
      seen.add(Files.readString(file));
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private static Path settings(Command demo) {
    return demo.err()
        .lines()
        .filter(line -> line.contains("settings    with: "))
        .map(line -> Path.of(line.substring(line.indexOf("with: ") + 6)))
        .findFirst()
        .orElseThrow();
  }
}
