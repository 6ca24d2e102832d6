package dev.homeostat.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.samples.backend.BackendServer;
import dev.homeostat.samples.load.LoadGenerator;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What only a process of its own can show: the end of its parent and SIGTERM. */
class ChildProcessTest {
  private static Process start(Class<?> program, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    assertThat(out.readLine()).startsWith("listening on 127.0.0.1:");
    return process;
  }

  private static void assertEndsWithin(Process process, long millis) throws Exception {
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertThat(ended).isTrue();
  }

  @Test
  void exitWithParent_standardInputEnds_serverEnds() throws Exception {
    Process process = start(BackendServer.class, "--exit-with-parent");

    process.getOutputStream().close();

    assertEndsWithin(process, 5_000);
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void exitWithParent_standardInputEnds_loadEndsWithoutReport() throws Exception {
    Process process =
        start(LoadGenerator.class, "--target", "http://127.0.0.1:1", "--exit-with-parent");

    process.getOutputStream().close();

    assertThat(process.inputReader().readLine()).isNull();
    assertEndsWithin(process, 5_000);
  }

  @Test
  void exitWithParent_loadIsDone_endsThoughStandardInputIsOpen() throws Exception {
    Process process =
        start(
            LoadGenerator.class,
            "--target=http://127.0.0.1:1",
            "--warm-up-seconds=0",
            "--duration-seconds=1",
            "--exit-with-parent");

    assertThat(process.inputReader().readLine()).startsWith("{\"arrived\":[");
    assertEndsWithin(process, 5_000);
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void sigterm_runningServer_endsPromptly() throws Exception {
    Process process = start(BackendServer.class);

    process.destroy();

    assertEndsWithin(process, 2_000);
  }
}
