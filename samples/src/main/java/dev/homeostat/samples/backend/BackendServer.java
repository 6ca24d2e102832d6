package dev.homeostat.samples.backend;

import com.sun.net.httpserver.HttpExchange;
import dev.homeostat.samples.Arguments;
import dev.homeostat.samples.LoopbackServer;
import dev.homeostat.samples.MetricsText;
import dev.homeostat.samples.Option;
import dev.homeostat.samples.Options;
import dev.homeostat.samples.RequestKey;
import dev.homeostat.samples.RunningProgram;
import dev.homeostat.samples.SampleProcess;
import dev.homeostat.samples.SampleProgram;
import dev.homeostat.samples.StartException;
import dev.homeostat.samples.Stdio;
import dev.homeostat.samples.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The process that does the work: a fixed number of servers with exponential service times. */
public final class BackendServer implements SampleProgram {
  private static final String SERVERS = "--servers";
  private static final String MEAN_MILLIS = "--mean-millis";
  private static final String SEED = "--seed";
  private static final String EPOCH_MILLIS = "--epoch-millis";
  private static final String DIP = "--dip";

  private static final Options OPTIONS =
      new Options(
          "backend",
          "Answers GET /work after an exponentially distributed time.",
          List.of(
              Option.withDefault(SERVERS, "N", "20", "requests served at once"),
              Option.withDefault(MEAN_MILLIS, "N", "100", "mean service time at rate factor 1"),
              Option.withDefault(SEED, "N", "1", "seed of the service times"),
              Option.withDefault(EPOCH_MILLIS, "N", "now", "wall-clock instant of t=0"),
              Option.withDefault(DIP, "DIP", "none", "FACTOR@START+DURATION, 0.4@10s+8s")));

  public static void main(String[] args) {
    System.exit(SampleProcess.run(new BackendServer(), List.of(args), Stdio.ofThisProcess()));
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public RunningProgram start(Arguments arguments, Stdio stdio)
      throws UsageException, StartException {
    Dip dip = Dip.parse(arguments.text(DIP)).orElseThrow(() -> arguments.refusal(DIP, Dip.FORM));
    ServiceTimes times =
        new ServiceTimes(
            arguments.integer(SEED, Long.MIN_VALUE, Long.MAX_VALUE),
            arguments.number(MEAN_MILLIS, 0.1, 60_000),
            dip,
            arguments.epochMillis(EPOCH_MILLIS));
    int servers = (int) arguments.integer(SERVERS, 1, 10_000);
    return new Running(LoopbackServer.bind(arguments.port()), new TimedServers(servers), times);
  }

  private static final class Running implements RunningProgram {
    private final LoopbackServer http;
    private final TimedServers servers;
    private final ServiceTimes times;
    private final AtomicLong requests = new AtomicLong();

    Running(LoopbackServer http, TimedServers servers, ServiceTimes times) {
      this.http = http;
      this.servers = servers;
      this.times = times;
      http.route("/work", this::work);
      http.routeMetrics(this::metrics);
      http.start();
    }

    @Override
    public int port() {
      return http.port();
    }

    private void work(HttpExchange exchange) {
      long count = requests.incrementAndGet();
      @Nullable String header = exchange.getRequestHeaders().getFirst(RequestKey.HEADER);
      // A request without a key is somebody trying the backend by hand: any draw will do.
      Optional<RequestKey> key =
          header == null ? Optional.of(new RequestKey(count, 0)) : RequestKey.parse(header);
      if (key.isEmpty()) {
        LoopbackServer.answer(
            exchange,
            400,
            RequestKey.HEADER + " expects " + RequestKey.FORM + ", found '" + header + "'\n");
        return;
      }
      boolean accepted =
          servers.submit(
              new TimedServers.Job(
                  () -> times.drawNanos(key.get()),
                  () -> LoopbackServer.answer(exchange, 200, "done " + key.get() + "\n")));
      if (!accepted) {
        LoopbackServer.answer(exchange, 503, "the backend's queue is full; send less\n");
      }
    }

    private String metrics() {
      return new MetricsText()
          .counter("backend_requests_total", "Requests received.", requests.get())
          .gauge("backend_running_requests", "Requests that hold a server now.", servers.running())
          .gauge(
              "backend_rate_factor",
              "What the service rate is multiplied by now.",
              times.rateFactor())
          .text();
    }

    @Override
    public void close() {
      http.close();
      servers.close();
    }
  }
}
