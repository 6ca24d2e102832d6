package dev.homeostat.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ConfigMap mounted as a folder, each key a file: it watches the API server and does what a
 * kubelet does, since there is none here.
 */
public final class MountedConfigMap implements AutoCloseable {

  private static final int CONNECT_MILLIS = 10_000;
  private static final long FIRST_SECONDS = 20;
  private static final long PAUSE_MILLIS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI watch;
  private final Path folder;
  private final Map<String, String> mounted = new TreeMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread = new Thread(this::follow, "mounted-config-map");
  private volatile boolean closed;

  private MountedConfigMap(URI watch, Path folder) {
    this.watch = watch;
    this.folder = folder;
  }

  /**
   * Mounts one, and waits until it is there.
   *
   * @param folder that exists; only the ConfigMap's keys are touched
   */
  public static MountedConfigMap mount(
      ClusterProxy proxy, String namespace, String name, Path folder) throws InterruptedException {
    URI watch =
        proxy
            .uri()
            .resolve(
                "/api/v1/namespaces/%s/configmaps?watch=1&resourceVersion=0&fieldSelector=metadata.name=%s"
                    .formatted(namespace, name));
    MountedConfigMap mount = new MountedConfigMap(watch, folder);
    mount.thread.setDaemon(true);
    mount.thread.start();
    if (!mount.first.await(FIRST_SECONDS, TimeUnit.SECONDS)) {
      mount.close();
      throw new IllegalStateException(
          "expected the ConfigMap %s/%s within %d s, found none"
              .formatted(namespace, name, FIRST_SECONDS));
    }
    return mount;
  }

  /** How many keys were changed since it was mounted. */
  public long changes() {
    return changes.get();
  }

  private void follow() {
    try {
      while (!closed) {
        watch();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void watch() throws InterruptedException {
    try {
      URLConnection connection = watch.toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      // Read as a stream: no line ends after an event before the next one begins.
      try (MappingIterator<JsonNode> events =
          JSON.readerFor(JsonNode.class).readValues(connection.getInputStream())) {
        while (!closed && events.hasNextValue()) {
          take(events.nextValue());
        }
      }
    } catch (IOException e) {
      // The API server closes a watch now and then; the next one begins with all there is.
    }
  }

  private void take(JsonNode event) {
    if (!event.path("object").path("kind").asText().equals("ConfigMap")
        || event.path("type").asText().equals("DELETED")) {
      return;
    }
    for (Map.Entry<String, JsonNode> key : event.path("object").path("data").properties()) {
      String text = key.getValue().asText();
      String before = mounted.put(key.getKey(), text);
      if (!text.equals(before)) {
        replace(key.getKey(), text);
        if (before != null) {
          changes.incrementAndGet();
        }
      }
    }
    first.countDown();
  }

  /** A reader sees the old text or the new one, never a part. */
  private void replace(String key, String text) {
    try {
      Path staged = Files.writeString(folder.resolve("..new"), text);
      Files.move(staged, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the mounted folder cannot be written", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
