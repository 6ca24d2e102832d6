package dev.homeostat.samples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An HTTP server on 127.0.0.1 whose handlers answer at once or hand the exchange on. */
public final class LoopbackServer implements AutoCloseable {
  /** The default of 50 refuses connections in the very storm the sample is there to show. */
  private static final int BACKLOG = 1024;

  /** Handlers never wait, so few threads suffice, and metrics never queue behind work. */
  private static final int THREADS = 4;

  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  static {
    // The JDK reads these once, when its server class loads. Headers and body are two writes, which
    // Nagle's algorithm and delayed acknowledgements would set 40 ms apart; and connections kept
    // idle beyond the default of 200 would be closed under clients that are about to reuse them.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    // A connection on which an answer fails, because its client has gone, is remembered by the
    // JDK 17 server for ever, 20 kB each: in a retry storm the heap is full in half a minute. Only
    // the timer on unfinished responses forgets it. It also cuts off whoever waits longer, and the
    // longest wait of the sample is 8 s: 620 requests at 80 a second.
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
  }

  private final HttpServer server;
  private final ExecutorService executor;

  private LoopbackServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /** Binds the port, 0 for a free one; nothing is answered before {@link #start}. */
  public static LoopbackServer bind(int port) throws StartException {
    try {
      HttpServer server =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
              BACKLOG);
      AtomicInteger threads = new AtomicInteger();
      ExecutorService executor =
          Executors.newFixedThreadPool(
              THREADS, task -> daemon(task, "http-" + threads.incrementAndGet()));
      server.setExecutor(executor);
      return new LoopbackServer(server, executor);
    } catch (BindException e) {
      throw new StartException(
          SampleProcess.EXIT_PORT_TAKEN,
          "expected port "
              + port
              + " of 127.0.0.1 to be free, found it taken ("
              + e.getMessage()
              + "); choose another with --port, or --port 0 for a free one");
    } catch (IOException e) {
      throw new StartException(
          SampleProcess.EXIT_FAILED,
          "expected to listen on 127.0.0.1:" + port + ", found " + e + "; free a socket and retry");
    }
  }

  /** A thread that does not keep the process alive. */
  public static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  public void route(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  public void routeMetrics(Supplier<String> metrics) {
    route("/metrics", exchange -> answer(exchange, 200, METRICS, metrics.get()));
  }

  public void start() {
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public static void answer(HttpExchange exchange, int status, String body) {
    answer(exchange, status, PLAIN, body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (OutputStream response = exchange.getResponseBody()) {
      // The JDK keeps the connection only when the request's body was opened and closed as well.
      exchange.getRequestBody().close();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, bytes.length);
      response.write(bytes);
    } catch (IOException clientHasGone) {
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
