package dev.homeostat.demo;

import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A copy of the service that a test plays: two endpoints on loopback, a directory of settings, and
 * seconds that pass when the test says so. The demo's own policy runs it.
 */
final class PlayedCopy implements AutoCloseable {

  private static final long START_MILLIS = 1_700_000_000_000L;

  final MetricsServer checkout = new MetricsServer();
  final MetricsServer client = new MetricsServer();
  final Path limitFile;
  private final Controlled controlled;
  private long attempts;
  private long errors;
  private int second;

  /** A copy whose endpoints may be as slow as a busy machine makes them. */
  PlayedCopy(Path settings) throws IOException {
    this(settings, Duration.ofSeconds(10));
  }

  PlayedCopy(Path settings, Duration timeout) throws IOException {
    limitFile = Files.writeString(settings.resolve("admission.limit"), "620");
    Files.writeString(settings.resolve("pool.size"), "20");
    checkout.serve(() -> "checkout_admission_limit 620\n");
    client.serve(this::clientMetrics);
    PolicySet set = Policies.check("checkout.yaml", Policies.own()).set();
    Attachment attachment =
        new Attachment(
            List.of(
                new Endpoint("checkout", checkout.url(), timeout),
                new Endpoint("client", client.url(), timeout)),
            settings);
    controlled = new Controlled(attachment, set, Enforcement.ENFORCE, entry -> {});
  }

  /** What the clients report. */
  String clientMetrics() {
    return "client_attempts_total " + attempts + "\nclient_attempt_errors_total " + errors + "\n";
  }

  /** A second in which every attempt succeeds. */
  void calm() {
    second(0);
  }

  /** A second in which every attempt fails. */
  void storm() {
    second(100);
  }

  private void second(long failing) {
    attempts += 100;
    errors += failing;
    second++;
    controlled.tick(START_MILLIS + second * 1_000L, second);
  }

  /** A storm that has been on for longer than Degraded must at least last. */
  void stormIntoDegraded() {
    calm();
    calm();
    for (int i = 0; i < 20 && !mode().equals("Degraded"); i++) {
      storm();
    }
    for (int i = 0; i < 8; i++) {
      storm();
    }
    if (!mode().equals("Degraded") || !limit().equals("50")) {
      throw new AssertionError("expected Degraded at 50, found " + mode() + " at " + limit());
    }
  }

  /** Calm seconds until a mode is reached, up to a limit. */
  void calmUntil(String mode, int mostSeconds) {
    for (int i = 0; i < mostSeconds && !mode().equals(mode); i++) {
      calm();
    }
    if (!mode().equals(mode)) {
      throw new AssertionError("expected " + mode + ", found " + mode() + ": " + problems());
    }
  }

  String mode() {
    return controlled.snapshot().mode();
  }

  List<Problem> problems() {
    return controlled.snapshot().problems();
  }

  String limit() {
    try {
      return Files.readString(limitFile);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  long writes() {
    return controlled.writes();
  }

  @Override
  public void close() {
    checkout.close();
    client.close();
  }
}
