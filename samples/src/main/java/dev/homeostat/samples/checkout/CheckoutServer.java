package dev.homeostat.samples.checkout;

import dev.homeostat.samples.Arguments;
import dev.homeostat.samples.LoopbackServer;
import dev.homeostat.samples.Option;
import dev.homeostat.samples.Options;
import dev.homeostat.samples.RunningProgram;
import dev.homeostat.samples.SampleProcess;
import dev.homeostat.samples.SampleProgram;
import dev.homeostat.samples.StartException;
import dev.homeostat.samples.Stdio;
import dev.homeostat.samples.UsageException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The checkout service as a process: HTTP in front, live settings from a directory. */
public final class CheckoutServer implements SampleProgram {
  private static final String SETTINGS = "--settings";
  private static final String BACKEND = "--backend";

  private static final Options OPTIONS =
      new Options(
          "checkout",
          "Answers GET /checkout/ORDER through a bounded pool of connections to a backend.",
          List.of(
              Option.required(
                  SETTINGS, "DIR", "holds admission.limit, cache.ttl and pool.size, watched"),
              Option.required(BACKEND, "URL", "the backend, such as http://127.0.0.1:8081")));

  public static void main(String[] args) {
    System.exit(SampleProcess.run(new CheckoutServer(), List.of(args), Stdio.ofThisProcess()));
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public RunningProgram start(Arguments arguments, Stdio stdio)
      throws UsageException, StartException {
    Backend backend = backend(arguments);
    int port = arguments.port();
    SettingsDirectory settings =
        SettingsDirectory.open(Path.of(arguments.text(SETTINGS)), stdio.err());
    LoopbackServer http = LoopbackServer.bind(port);
    return new Running(
        http, settings, new CheckoutService(settings.current(), backend, System::nanoTime));
  }

  private static Backend backend(Arguments arguments) throws UsageException {
    try {
      URI uri = URI.create(arguments.text(BACKEND));
      if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
        return new HttpBackend(uri);
      }
    } catch (IllegalArgumentException | IOException notAnAddress) {
      // The refusal below says what was found.
    }
    throw arguments.refusal(BACKEND, "an address such as http://127.0.0.1:8081");
  }

  private static final class Running implements RunningProgram {
    private static final long POLL_MILLIS = 100;

    private final LoopbackServer http;
    private final SettingsDirectory settings;
    private final CheckoutService service;

    Running(LoopbackServer http, SettingsDirectory settings, CheckoutService service) {
      this.http = http;
      this.settings = settings;
      this.service = service;
      http.route(CheckoutService.PATH, service::handle);
      http.route("/healthz", exchange -> LoopbackServer.answer(exchange, 200, "ok\n"));
      http.routeMetrics(() -> service.metrics(settings.errors()));
      http.start();
    }

    @Override
    public int port() {
      return http.port();
    }

    @Override
    public void run() throws InterruptedException {
      while (true) {
        service.apply(settings.poll());
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }

    @Override
    public void close() {
      http.close();
      service.close();
    }
  }
}
