package dev.homeostat.samples;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A sample program run on a thread of the test, with its streams captured. */
public final class ProgramUnderTest implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final Thread thread;

  private ProgramUnderTest(SampleProgram program, String... words) {
    Stdio stdio =
        new Stdio(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    thread =
        LoopbackServer.daemon(
            () -> exitCode.complete(SampleProcess.run(program, List.of(words), stdio)), "program");
    thread.start();
  }

  public static ProgramUnderTest start(SampleProgram program, String... words) {
    return new ProgramUnderTest(program, words);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  public int awaitExitCode() throws Exception {
    return exitCode.get(20, TimeUnit.SECONDS);
  }

  public int port() {
    Eventually.await("a line or an end", () -> out().contains("\n") || exitCode.isDone());
    if (!out().contains("\n")) {
      throw new AssertionError("expected the line with the port, found " + err());
    }
    return Integer.parseInt(out().lines().findFirst().orElseThrow().replaceAll(".*:", ""));
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public CompletableFuture<HttpResponse<String>> get(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> getNow(String path) throws Exception {
    return get(path).get(5, TimeUnit.SECONDS);
  }

  /** The value of one series of the program's metrics. */
  public double metric(String series) {
    String text;
    try {
      text = getNow("/metrics").body();
    } catch (Exception e) {
      throw new AssertionError("expected metrics at " + url(), e);
    }
    return text.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected " + series + " in\n" + text));
  }

  @Override
  public void close() {
    thread.interrupt();
    exitCode.orTimeout(5, TimeUnit.SECONDS).join();
  }
}
