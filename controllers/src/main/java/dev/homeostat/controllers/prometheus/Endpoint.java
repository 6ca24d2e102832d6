package dev.homeostat.controllers.prometheus;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.SignalSourceSpec;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * Where and how a SignalSource is asked.
 *
 * @param name of the source with its host, for messages
 * @param api address of the query API
 * @param timeoutMillis longest wait for one answer
 * @param maxBytes of an answer
 * @param maxSeries of an answer
 */
record Endpoint(String name, URI api, long timeoutMillis, long maxBytes, long maxSeries) {

  private static final long DEFAULT_TIMEOUT_MILLIS = 5_000;
  private static final long DEFAULT_MAX_BYTES = 10L << 20;
  private static final long DEFAULT_MAX_SERIES = 10_000;

  /** More does not fit into one array. */
  private static final long MOST_BYTES = 1L << 30;

  /** Decodes a spec; empty where its URL is none. */
  static Optional<Endpoint> of(String source, SignalSourceSpec spec) {
    URI base = address(Objects.requireNonNullElse(spec.url(), ""), "query").orElse(null);
    if (base == null) {
      return Optional.empty();
    }
    String host = base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
    long timeoutMillis =
        spec.timeout() == null
            ? DEFAULT_TIMEOUT_MILLIS
            : DurationText.parseMillis(spec.timeout()).orElse(DEFAULT_TIMEOUT_MILLIS);
    return Optional.of(
        new Endpoint(
            "SignalSource " + source + " at " + host,
            base,
            timeoutMillis,
            Math.min(MOST_BYTES, Objects.requireNonNullElse(spec.maxBytes(), DEFAULT_MAX_BYTES)),
            Objects.requireNonNullElse(spec.maxSeries(), DEFAULT_MAX_SERIES)));
  }

  /** Where a part of the API is; empty where the URL is none. */
  static Optional<URI> address(String url, String part) {
    try {
      URI uri = URI.create(url.replaceAll("/+$", "") + "/api/v1/" + part);
      boolean usable =
          ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null;
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String timeoutText() {
    return DurationText.format(timeoutMillis);
  }
}
