package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A real Alertmanager of its own, in no cluster of them.
 *
 * <p>The program is the first of: {@code alertmanager} on the PATH; the one in the cache folder;
 * one that {@code e2e/cluster/alertmanager.sh} builds first.
 */
public final class RealAlertmanager implements AutoCloseable {

  private static final String NAME = "alertmanager";
  private static final String SCRIPT = "e2e/cluster/alertmanager.sh";

  private final ServerProgram program;

  private RealAlertmanager(ServerProgram program) {
    this.program = program;
  }

  /** The program, which a script brings first where there is none; that can take minutes. */
  public static Path program() throws IOException, InterruptedException {
    return ServerProgram.find(NAME, SCRIPT);
  }

  /**
   * Starts one and waits until it is ready; it ends with this JVM at the latest.
   *
   * @param yaml its configuration
   */
  public static RealAlertmanager start(String yaml) throws IOException, InterruptedException {
    Stopwatch stopwatch = new Stopwatch(NAME);
    Path executable = program();
    stopwatch.stage("found at " + executable);
    ServerProgram.Folder folder = ServerProgram.Folder.create(NAME);
    Path config = Files.writeString(folder.path().resolve("alertmanager.yml"), yaml);
    int port = ServerProgram.freePort();
    ServerProgram program =
        ServerProgram.start(
            NAME,
            List.of(
                executable.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.path().resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=warn"),
            port,
            folder);
    stopwatch.stage("ready");
    return new RealAlertmanager(program);
  }

  /** Base address of its API. */
  public String url() {
    return program.url();
  }

  /** Kills it and removes its folder. */
  @Override
  public void close() {
    program.close();
  }
}
