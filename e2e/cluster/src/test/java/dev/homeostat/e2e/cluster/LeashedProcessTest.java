package dev.homeostat.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is started here ends here. */
class LeashedProcessTest {

  @TempDir Path folder;

  /** A JVM that starts a long program and a folder's leash, and then waits to be killed. */
  static final class Holder {

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      LeashedProcess.removing(folder.resolve("removed"));
      LeashedProcess.start(longCommand(folder), folder.resolve("log"));
      System.in.read();
    }

    private Holder() {}
  }

  private static List<String> longCommand(Path folder) {
    return List.of(
        "sh",
        "-c",
        "echo $$ > " + folder + "/new; mv " + folder + "/new " + folder + "/pid; exec sleep 600");
  }

  @Test
  void close_runningCommand_isGone() throws Exception {
    LeashedProcess process = LeashedProcess.start(longCommand(folder), folder.resolve("log"));
    long pid = pidOf(folder.resolve("pid"));
    assertThat(isRunning(pid)).isTrue();
    process.close();
    assertThat(pollUntil(() -> !isRunning(pid))).isTrue();
  }

  @Test
  void endsWithin_commandThatFails_isSeenWithItsWords() throws Exception {
    LeashedProcess process =
        LeashedProcess.start(
            List.of("sh", "-c", "echo no such luck; exit 3"), folder.resolve("log"));
    assertThat(process.endsWithin(Duration.ofSeconds(20))).isTrue();
    assertThat(process.tail()).isEqualTo("no such luck");
  }

  @Test
  void jvmKilled_commandAndFolder_areGone() throws Exception {
    Path removed = Files.createDirectory(folder.resolve("removed"));
    Files.writeString(removed.resolve("file"), "x");
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectOutput(folder.resolve("jvm.log").toFile())
            .redirectErrorStream(true)
            .start();
    long pid = pidOf(folder.resolve("pid"));
    assertThat(isRunning(pid)).isTrue();
    jvm.destroyForcibly();
    assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pollUntil(() -> !isRunning(pid))).as("the command ends").isTrue();
    assertThat(pollUntil(() -> !Files.exists(removed))).as("the folder goes").isTrue();
  }

  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static long pidOf(Path file) throws IOException {
    assertThat(pollUntil(() -> Files.exists(file))).as("the command starts").isTrue();
    return Long.parseLong(Files.readString(file).trim());
  }

  private static boolean pollUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    return condition.getAsBoolean();
  }
}
