package dev.homeostat.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.engine.policy.ResourceId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of a cluster does to a copy, read from the API server as anybody may; the
 * signals are shown as this process sees them.
 */
final class ClusterPilot implements Pilot {

  private static final int DECLARED_AT_SECONDS = -4;
  private static final Duration TIMEOUT = Duration.ofMillis(800);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Controlled eyes;
  private final URI apiServer;
  private final ResourceId resource;
  private final LongSupplier changes;
  private @Nullable Declaration declaration;

  /** Not the one that asks for HTTP/2, which kubectl proxy refuses as an upgrade. */
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<DemoResult.TimedMove> moves = new ArrayList<>();
  private String mode = "Target";

  /** Declares the policy in the cluster. */
  interface Declaration {
    void apply() throws DemoException;
  }

  /**
   * A pilot that begins in Target.
   *
   * @param eyes shows the signals, and writes nothing
   * @param apiServer where it answers plain HTTP
   * @param resource the OperatingMode
   * @param changes how many settings were changed
   * @param declaration is made once the processes are warm: what they answer before would be taken
   *     for an incident
   */
  ClusterPilot(
      Controlled eyes,
      URI apiServer,
      ResourceId resource,
      LongSupplier changes,
      Declaration declaration) {
    this.eyes = eyes;
    this.apiServer = apiServer;
    this.resource = resource;
    this.changes = changes;
    this.declaration = declaration;
  }

  @Override
  public List<DemoResult.TimedMove> tick(long tickMillis, int second) throws DemoException {
    eyes.tick(tickMillis, second);
    if (declaration != null && second >= DECLARED_AT_SECONDS) {
      declaration.apply();
      declaration = null;
    }
    JsonNode status =
        get("/apis/homeostat.dev/v1alpha1/namespaces/%s/operatingmodes/%s"
                .formatted(resource.namespace(), resource.name()))
            .path("status");
    String now = status.path("mode").asText(mode);
    if (now.equals(mode)) {
      return List.of();
    }
    String why = status.path("journal").path(0).path("why").asText();
    DemoResult.TimedMove move = new DemoResult.TimedMove(second, mode, now, why);
    mode = now;
    moves.add(move);
    return List.of(move);
  }

  private JsonNode get(String path) throws DemoException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(apiServer.resolve(path)).timeout(TIMEOUT).build();
      return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      // One look that fails is made up for by the next.
      return JSON.createObjectNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  @Override
  public Controlled.Snapshot snapshot() {
    Controlled.Snapshot seen = eyes.snapshot();
    return new Controlled.Snapshot(mode, seen.numbers(), seen.problems());
  }

  @Override
  public List<DemoResult.TimedMove> moves() {
    return moves;
  }

  @Override
  public long writes() {
    return changes.getAsLong();
  }
}
