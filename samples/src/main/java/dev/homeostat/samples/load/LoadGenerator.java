package dev.homeostat.samples.load;

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
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process that plays the clients: open-loop arrivals, timeouts and resends, one report. */
public final class LoadGenerator implements SampleProgram {
  private static final String TARGET = "--target";
  private static final String SEED = "--seed";
  private static final String RATE = "--rate";
  private static final String TIMEOUT_MILLIS = "--timeout-millis";
  private static final String RESENDS = "--resends";
  private static final String EPOCH_MILLIS = "--epoch-millis";
  private static final String WARM_UP_SECONDS = "--warm-up-seconds";
  private static final String DURATION_SECONDS = "--duration-seconds";
  private static final String DISTINCT_KEYS = "--distinct-keys";

  private static final Options OPTIONS =
      new Options(
          "load",
          "Sends GET /checkout/ORDER to a service on this machine and reports what clients saw.",
          List.of(
              Option.required(TARGET, "URL", "the service, such as http://127.0.0.1:8080"),
              Option.withDefault(SEED, "N", "1", "seed of arrivals and orders"),
              Option.withDefault(RATE, "N", "150", "requests a second"),
              Option.withDefault(TIMEOUT_MILLIS, "N", "1000", "patience for one attempt"),
              Option.withDefault(RESENDS, "N", "3", "further attempts after the first"),
              Option.withDefault(
                  EPOCH_MILLIS, "N", "now", "wall-clock instant of t=0; now: after the warm-up"),
              Option.withDefault(
                  WARM_UP_SECONDS, "N", "5", "load before t=0, neither resent nor reported"),
              Option.withDefault(DURATION_SECONDS, "N", "60", "load after t=0"),
              Option.withDefault(DISTINCT_KEYS, "N", "0", "number of orders, 0: all distinct")));

  public static void main(String[] args) {
    System.exit(SampleProcess.run(new LoadGenerator(), List.of(args), Stdio.ofThisProcess()));
  }

  @Override
  public Options options() {
    return OPTIONS;
  }

  @Override
  public RunningProgram start(Arguments arguments, Stdio stdio)
      throws UsageException, StartException {
    ArrivalPlan arrivals =
        new ArrivalPlan(
            arguments.integer(SEED, Long.MIN_VALUE, Long.MAX_VALUE),
            arguments.number(RATE, 0.1, 2_000),
            (int) arguments.integer(WARM_UP_SECONDS, 0, 600),
            (int) arguments.integer(DURATION_SECONDS, 1, 3_600),
            arguments.integer(DISTINCT_KEYS, 0, 1_000_000_000));
    AttemptPlan attempts =
        new AttemptPlan(
            LoopbackTarget.parse(arguments.text(TARGET))
                .orElseThrow(() -> arguments.refusal(TARGET, LoopbackTarget.FORM)),
            Duration.ofMillis(arguments.integer(TIMEOUT_MILLIS, 1, 60_000)),
            (int) arguments.integer(RESENDS, 0, 10));
    long epochMillis = epochMillis(arguments, arrivals.warmUpSeconds());
    LoopbackServer http = LoopbackServer.bind(arguments.port());
    ClientCounters counters = new ClientCounters();
    http.routeMetrics(counters::metrics);
    http.start();
    try {
      return new Running(http, new LoadRun(arrivals, attempts, epochMillis, counters), stdio.out());
    } catch (IOException e) {
      http.close();
      throw new StartException(
          SampleProcess.EXIT_FAILED, "expected a free socket, found " + e + "; free one and retry");
    }
  }

  private static long epochMillis(Arguments arguments, int warmUpSeconds) throws UsageException {
    long nowMillis = System.currentTimeMillis();
    if (arguments.text(EPOCH_MILLIS).equals("now")) {
      return nowMillis + TimeUnit.SECONDS.toMillis(warmUpSeconds);
    }
    long epochMillis = arguments.epochMillis(EPOCH_MILLIS);
    if (epochMillis < nowMillis) {
      throw arguments.refusal(
          EPOCH_MILLIS, "an instant that is still to come, now is " + nowMillis);
    }
    return epochMillis;
  }

  private record Running(LoopbackServer http, LoadRun load, PrintStream out)
      implements RunningProgram {
    @Override
    public int port() {
      return http.port();
    }

    @Override
    public void run() throws IOException, InterruptedException {
      try (load) {
        out.println(load.run().json());
        out.flush();
      }
    }

    @Override
    public void close() {
      http.close();
    }
  }
}
