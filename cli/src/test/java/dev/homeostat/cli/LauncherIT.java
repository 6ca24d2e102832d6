package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher script in a checkout of stand-ins: a java and a build that say what they are told.
 */
class LauncherIT {

  private static final String NO_JAR = "homeostat: not built yet";
  private static final String OLD_JAR = "homeostat: the sources are newer than the build";

  @TempDir private Path folder;
  private Path root;
  private Path jar;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    root = Files.createDirectory(folder.resolve("a checkout"));
    Files.copy(Checkout.LAUNCHER, root.resolve("homeostat"));
    Files.createDirectories(root.resolve("cli/target"));
    Path source = Files.createDirectories(root.resolve("engine/src/main/java"));
    jar = Files.createFile(root.resolve("cli/target/homeostat-cli-1.jar"));
    Files.setLastModifiedTime(
        Files.createFile(source.resolve("A.java")), FileTime.from(Instant.EPOCH));
    script(
        root.resolve("mvnw"),
        "echo building >>\"$0.calls\"; pwd; touch cli/target/homeostat-cli-1.jar");
    environment.put("JAVA_HOME", java("17.0.15").toString());
  }

  private static Path script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The home of a java that says its version, and otherwise what it is to run. */
  private Path java(String version) throws IOException {
    Path home = Files.createTempDirectory(folder, "java");
    script(
        home.resolve("bin/java"),
        "case \"$1\" in\n"
            + "-version) echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=y' >&2\n"
            + "  echo 'openjdk version \""
            + version
            + "\" 2026-01-01' >&2 ;;\n"
            + "--list-modules) echo java.base@17; echo jdk.compiler@17 ;;\n"
            + "*) for word in \"$@\"; do echo \"<$word>\"; done ;;\n"
            + "esac");
    return home;
  }

  private Command run(Path script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().remove("TMPDIR");
    builder.environment().remove("TERM");
    builder.environment().putAll(environment);
    return Command.start(builder, folder);
  }

  private Command run() throws IOException {
    return run(root.resolve("homeostat"), "demo");
  }

  private static void assertRefused(Command command, String line) {
    try (command) {
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.out()).isEmpty();
      assertThat(command.err().lines()).singleElement().asString().startsWith(line);
    }
  }

  private void assertRuns(Command command) {
    try (command) {
      assertThat(command.exitCode()).as(command.err()).isZero();
      assertThat(command.out()).contains("<-jar>\n<" + jar + ">\n");
    }
  }

  private boolean built() {
    return Files.exists(root.resolve("mvnw.calls"));
  }

  @Test
  void start_noJava_isOneLine() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("dirname", "readlink")) {
      Files.createSymbolicLink(tools.resolve(tool), found(tool));
    }
    environment.clear();
    environment.put("PATH", tools.toString());

    assertRefused(
        run(), "homeostat: no java is found; install a JDK 17 or later, or set JAVA_HOME");
  }

  private static Path found(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.1", "1.8.0_402", "16"})
  void start_oldJava_isOneLine(String version) throws Exception {
    environment.put("JAVA_HOME", java(version).toString());

    assertRefused(
        run(),
        "homeostat: Java " + version + " is too old: Java 17 or later is needed; set JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17.0.15", "21-ea", "25.0.1"})
  void start_javaThatIsNewEnough_runsTheJar(String version) throws Exception {
    environment.put("JAVA_HOME", java(version).toString());

    assertRuns(run());
    assertThat(built()).isFalse();
  }

  @Test
  void start_javaThatSaysNoVersion_isOneLine() throws Exception {
    environment.put("JAVA_HOME", java("").toString());

    assertRefused(run(), "homeostat: " + environment.get("JAVA_HOME") + "/bin/java does not say");
  }

  @Test
  void start_wrongJavaHome_isOneLineEvenWithAJavaOnThePath() throws Exception {
    environment.put("JAVA_HOME", folder.resolve("nowhere").toString());

    assertRefused(
        run(),
        "homeostat: JAVA_HOME is "
            + folder.resolve("nowhere")
            + ", and there is no bin/java in it; point it at a JDK 17 or later");
  }

  @Test
  void start_javaOnThePath_isFound() throws Exception {
    environment.put("PATH", environment.remove("JAVA_HOME") + "/bin:" + System.getenv("PATH"));

    assertRuns(run());
  }

  @Test
  void start_throughSymbolicLinks_findsItsCheckout() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("direct"), root.resolve("homeostat"));
    Files.createSymbolicLink(bin.resolve("relative"), Path.of("../a checkout/homeostat"));
    Files.createSymbolicLink(bin.resolve("twice"), Path.of("relative"));

    for (String name : List.of("direct", "relative", "twice")) {
      assertRuns(run(bin.resolve(name)));
    }
  }

  @Test
  void start_relativeNameAndCdPath_findsItsCheckout() throws Exception {
    environment.put("CDPATH", "/:" + folder.getParent());

    assertRuns(run(Path.of("a checkout/homeostat")));
  }

  @Test
  void start_arguments_arePassedAsTheyAre() throws Exception {
    try (Command command = run(root.resolve("homeostat"), "lint", "my file.yaml", "", "*")) {
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).endsWith("<lint>\n<my file.yaml>\n<>\n<*>\n");
    }
  }

  @Test
  void start_temporaryFolder_isThatOfTheEnvironment() throws Exception {
    environment.put("TMPDIR", folder.resolve("my tmp").toString());

    try (Command command = run()) {
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).contains("<-Djava.io.tmpdir=" + folder.resolve("my tmp") + ">\n");
    }
  }

  @Test
  void start_outputIsNoTerminal_saysSo() throws Exception {
    environment.put("TERM", "xterm");

    try (Command command = run()) {
      assertThat(command.exitCode()).isZero();
      assertThat(command.out()).contains("<-Dhomeostat.terminal=>\n");
    }
  }

  @Test
  void start_notBuiltYet_isBuiltInTheCheckout() throws Exception {
    Files.delete(jar);

    try (Command command = run()) {
      assertThat(command.exitCode()).isZero();
      assertThat(command.err()).startsWith(NO_JAR);
      assertThat(command.out()).startsWith("<").contains("<" + jar + ">");
    }
    assertThat(root.resolve("target/homeostat-build.log")).content().contains(root.toString());
  }

  @Test
  void start_sourcesChanged_isBuiltAgainOnce() throws Exception {
    // As where another module alone has changed: the build leaves the jar of this one as it was.
    script(root.resolve("mvnw"), "echo building >>\"$0.calls\"");
    Instant past = Instant.now().minusSeconds(60);
    Files.setLastModifiedTime(jar, FileTime.from(past.minusSeconds(60)));
    Files.setLastModifiedTime(root.resolve("engine/src/main/java/A.java"), FileTime.from(past));

    try (Command first = run()) {
      assertThat(first.exitCode()).isZero();
      assertThat(first.err().lines()).singleElement().asString().startsWith(OLD_JAR);
    }
    try (Command second = run()) {
      assertThat(second.exitCode()).isZero();
      assertThat(second.err()).isEmpty();
    }
    assertThat(root.resolve("mvnw.calls")).hasContent("building");
  }

  @Test
  void start_checkoutWithinAFolderCalledTarget_seesItsSources() throws Exception {
    Path target = Files.createDirectories(folder.resolve("src/main/target"));
    root = Files.move(root, target.resolve("target"));
    jar = root.resolve("cli/target/homeostat-cli-1.jar");
    Files.createFile(root.resolve("README.md"));
    assertRuns(run());
    assertThat(built()).isFalse();

    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH.minusSeconds(60)));
    assertRuns(run());
    assertThat(built()).isTrue();
  }

  @Test
  void start_buildFails_saysWhyAndWhere() throws Exception {
    Files.delete(jar);
    script(root.resolve("mvnw"), "echo '[ERROR] no network'; exit 1");

    try (Command command = run()) {
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.out()).isEmpty();
      assertThat(command.err())
          .contains("[ERROR] no network\n")
          .endsWith(
              "homeostat: the build failed; the whole of it is in "
                  + root.resolve("target/homeostat-build.log")
                  + "\n");
    }
  }

  @Test
  void start_runtimeWithoutCompilerAndNothingBuilt_isOneLine() throws Exception {
    Files.delete(jar);
    Path java = Path.of(environment.get("JAVA_HOME"), "bin/java");
    Files.writeString(java, Files.readString(java).replace("jdk.compiler", "java.sql"));

    assertRefused(run(), "homeostat: " + java + " is a runtime without a compiler");
  }
}
