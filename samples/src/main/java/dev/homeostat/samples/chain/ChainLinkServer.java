package dev.homeostat.samples.chain;

import com.sun.net.httpserver.HttpExchange;
import dev.homeostat.samples.Arguments;
import dev.homeostat.samples.LoopbackServer;
import dev.homeostat.samples.MetricsText;
import dev.homeostat.samples.Option;
import dev.homeostat.samples.Options;
import dev.homeostat.samples.RunningProgram;
import dev.homeostat.samples.SampleProcess;
import dev.homeostat.samples.SampleProgram;
import dev.homeostat.samples.StartException;
import dev.homeostat.samples.Stdio;
import dev.homeostat.samples.UsageException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One service of a chain. It answers well once all that it calls have; a share of its requests it
 * fails by itself, as it is told. It counts its own failures apart from those of what it calls, so
 * that a chain of them says which one is broken.
 */
public final class ChainLinkServer implements SampleProgram {

  /** Where it is called. */
  static final String PATH = "/call";

  private static final String CALLS = "--calls";
  private static final Options OPTIONS =
      new Options(
          "chain-link",
          "Answers GET /call; GET /fault?percent=N makes it fail N of 100 requests.",
          List.of(Option.withDefault(CALLS, "URLS", "none", Downstream.FORM)));

  public static void main(String[] args) {
    System.exit(SampleProcess.run(new ChainLinkServer(), List.of(args), Stdio.ofThisProcess()));
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public RunningProgram start(Arguments arguments, Stdio stdio)
      throws UsageException, StartException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Downstream> calls =
        Downstream.parse(arguments.text(CALLS), client)
            .orElseThrow(() -> arguments.refusal(CALLS, Downstream.FORM));
    return new Running(LoopbackServer.bind(arguments.port()), calls);
  }

  private static final class Running implements RunningProgram {
    private final LoopbackServer http;
    private final List<Downstream> calls;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong failedCalls = new AtomicLong();
    private volatile long faultPercent;

    Running(LoopbackServer http, List<Downstream> calls) {
      this.http = http;
      this.calls = calls;
      http.route(PATH, this::call);
      http.route("/fault", this::fault);
      http.routeMetrics(this::metrics);
      http.start();
    }

    @Override
    public int port() {
      return http.port();
    }

    private void fault(HttpExchange exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (!query.matches("percent=(100|[0-9]{1,2})")) {
        LoopbackServer.answer(
            exchange, 400, "expected percent=N with N from 0 to 100, found " + query + "\n");
        return;
      }
      faultPercent = Long.parseLong(query.substring("percent=".length()));
      LoopbackServer.answer(exchange, 200, "fails " + faultPercent + " of 100\n");
    }

    private void call(HttpExchange exchange) {
      // Spread over the hundred, so that also a short run sees the share.
      if (requests.getAndIncrement() * 37 % 100 < faultPercent) {
        errors.incrementAndGet();
        LoopbackServer.answer(exchange, 500, "it fails, as it was told\n");
        return;
      }
      CompletableFuture<Boolean> well = CompletableFuture.completedFuture(true);
      for (Downstream call : calls) {
        well =
            well.thenCompose(
                soFar -> soFar ? call.call() : CompletableFuture.completedFuture(false));
      }
      var unused = well.thenAccept(all -> answer(exchange, all));
    }

    private void answer(HttpExchange exchange, boolean well) {
      if (well) {
        LoopbackServer.answer(exchange, 200, "done\n");
      } else {
        failedCalls.incrementAndGet();
        LoopbackServer.answer(exchange, 502, "what it calls fails\n");
      }
    }

    private String metrics() {
      return new MetricsText()
          .counter("chain_link_requests_total", "Requests received.", requests.get())
          .counter("chain_link_errors_total", "Requests that it failed by itself.", errors.get())
          .counter(
              "chain_link_failed_calls_total",
              "Requests that failed because of what it calls.",
              failedCalls.get())
          .text();
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
