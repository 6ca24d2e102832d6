package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.controllers.prometheus.Credentials;
import dev.homeostat.crds.SignalSourceSpec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The SignalSources that are declared now, and their credentials. */
final class SourceBook implements Supplier<Map<String, SignalSourceSpec>>, Credentials {

  private static final String DEFAULT_KEY = "token";

  private final Declarations declarations;
  private final ApiActuator api;
  private final String namespace;
  private long version = -1;
  private Map<String, SignalSourceSpec> sources = Map.of();

  /**
   * A book over what is declared.
   *
   * @param namespace of the operator, where the Secrets are
   */
  SourceBook(Declarations declarations, ApiActuator api, String namespace) {
    this.declarations = declarations;
    this.api = api;
    this.namespace = namespace;
  }

  @Override
  public synchronized Map<String, SignalSourceSpec> get() {
    long now = declarations.version("");
    if (now != version) {
      Map<String, SignalSourceSpec> found = new TreeMap<>();
      for (Declared one : declarations.cluster()) {
        if (one.undecodable() == null && one.resource().spec() instanceof SignalSourceSpec spec) {
          found.put(one.id().name(), spec);
        }
      }
      sources = Map.copyOf(found);
      version = now;
    }
    return sources;
  }

  /** Read each time: a Secret is never watched, and never kept. */
  @Override
  public Token token(String source, SignalSourceSpec.Credential credential) {
    String name = Objects.requireNonNullElse(credential.secretName(), "");
    String key = Objects.requireNonNullElse(credential.key(), DEFAULT_KEY);
    ApiActuator.Answer answer = api.get("/api/v1/namespaces/" + namespace + "/secrets/" + name);
    JsonNode secret = answer.body();
    if (!answer.succeeded() || secret == null) {
      return new Absent(
          answer.missing() ? "SecretNotFound" : "SecretUnreadable",
          "SignalSource %s names the Secret %s/%s, and the API server answered %d; create it, and let the operator get it"
              .formatted(source, namespace, name, answer.code()));
    }
    String encoded = secret.path("data").path(key).asText();
    try {
      String token = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      if (!token.isBlank()) {
        return new Bearer(token.strip());
      }
    } catch (IllegalArgumentException e) {
      // Told below, as where there is none.
    }
    return new Absent(
        "SecretKeyMissing",
        "SignalSource %s expects a bearer token under the key %s of the Secret %s/%s; put it there"
            .formatted(source, key, namespace, name));
  }
}
