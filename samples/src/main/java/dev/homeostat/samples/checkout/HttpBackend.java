package dev.homeostat.samples.checkout;

import dev.homeostat.samples.RequestKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Calls the backend over HTTP on the caller's thread, over kept-alive connections. */
final class HttpBackend implements Backend {
  private static final int CONNECT_TIMEOUT_MILLIS = 1_000;

  /** Far above any service time of the sample: only a backend that hangs meets it. */
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  static {
    // The JDK keeps five idle connections for each host unless told otherwise, before first use.
    System.setProperty("http.maxConnections", "500");
  }

  private final URL work;

  HttpBackend(URI base) throws IOException {
    this.work = base.resolve("/work").toURL();
  }

  @Override
  public String call(@Nullable String requestKey) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) work.openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
    connection.setReadTimeout(READ_TIMEOUT_MILLIS);
    connection.setUseCaches(false);
    if (requestKey != null) {
      connection.setRequestProperty(RequestKey.HEADER, requestKey);
    }
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      // Only a body that was read to its end leaves the connection reusable.
      try (InputStream body = connection.getErrorStream()) {
        if (body != null) {
          body.readNBytes(MAX_ANSWER_BYTES);
        }
      }
      throw new IOException("expected status 200 of " + work + ", found " + status);
    }
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readNBytes(MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    }
  }
}
