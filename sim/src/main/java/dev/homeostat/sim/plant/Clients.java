package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.LatencyBuckets;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send each request until an attempt is answered in time or none is left. A client
 * that stops waiting tells nobody, so that its work is still served.
 */
final class Clients implements Answers {

  /** A rejection is answered after a millisecond. */
  static final long REJECTION_NANOS = VirtualTime.SECOND_NANOS / 1_000;

  /** Tokens that a retry budget holds at most: what lets some resends through in a quiet time. */
  private static final double BUDGET_TOKENS = 100;

  private final World world;
  private final EventLoop loop;
  private final Attempts attempts;
  private final ClientPolicy policy;
  private final long timeoutNanos;
  private final int timeoutPort;
  private final int rejectionPort;
  private final int resendPort;
  private final LatencyBuckets latencies = new LatencyBuckets();
  private final @Nullable RetryBudget budget;
  private final @Nullable Breaker breaker;
  private Service service = attempt -> Service.Door.REJECTED;
  private Resolved listener = (request, well) -> {};
  private int resends;
  private long sent;
  private long rejected;
  private long timedOut;
  private long failedAttempts;
  private long endedAttempts;

  /** Who wants to know what became of a request. */
  @FunctionalInterface
  interface Resolved {

    /** A request succeeded, or was given up. */
    void resolved(long request, boolean well);
  }

  Clients(World world, Attempts attempts, ClientPolicy policy) {
    this.world = world;
    this.loop = world.loop();
    this.attempts = attempts;
    this.policy = policy;
    timeoutNanos = VirtualTime.nanos(policy.timeoutSeconds());
    timeoutPort = loop.registerOrdered(this::timedOut);
    rejectionPort = loop.registerOrdered(this::rejectionArrives);
    resendPort = loop.register(this::send);
    resends = policy.resends();
    Double ratio = policy.budgetRatio();
    budget = ratio == null ? null : new RetryBudget(ratio, BUDGET_TOKENS);
    breaker = policy.breaker() == null ? null : new Breaker(policy.breaker());
    expose();
  }

  /** Sends attempts there from now on. */
  void connect(Service to) {
    service = to;
  }

  /** Tells somebody what becomes of every request. */
  void listen(Resolved who) {
    listener = who;
  }

  private void expose() {
    world
        .knobs()
        .add(
            "resends",
            new Range(0, ClientPolicy.MOST_RESENDS, policy.resends(), true),
            value -> resends = (int) value);
    if (budget != null && policy.budgetRatio() != null) {
      world
          .knobs()
          .add(
              "retryBudgetRatio",
              new Range(0, ClientPolicy.MOST_RESENDS, policy.budgetRatio(), false),
              budget::setRatio);
    }
    world.series().add("requests_total", () -> world.meter().arrivals());
    world.series().add("requests_succeeded_total", () -> world.meter().successes());
    world.series().add("requests_failed_total", () -> world.meter().failures());
    world.series().add("attempts_total", () -> sent);
    world.series().add("attempts_rejected_total", () -> rejected);
    world.series().add("attempts_timed_out_total", () -> timedOut);
    world.series().add("attempts_failed_total", () -> failedAttempts);
    world.series().add("attempts_ended_total", () -> endedAttempts);
    latencies.expose(world.series(), "request_seconds");
    world.series().add("request_seconds_sum", () -> world.meter().latencies().sumSeconds());
  }

  /** A request arrives and is sent. */
  void request(long request) {
    world.meter().arrived(loop.nowNanos());
    if (budget != null) {
      budget.request();
    }
    send(attempts.open(request, 0, loop.nowNanos()));
  }

  private void send(int attempt) {
    sent++;
    attempts.setWaiting(attempt, true);
    Service.Door door =
        breaker == null || breaker.allows(loop.nowNanos())
            ? service.offer(attempt)
            : Service.Door.REJECTED;
    switch (door) {
      case TAKEN -> {
        attempts.setAtServer(attempt, true);
        attempts.setTimer(attempt, true);
        loop.after(timeoutNanos, timeoutPort, attempt);
      }
      case REJECTED -> reject(attempt);
      case ANSWERED -> {
        succeeded(attempt);
        attempts.closeIfUnused(attempt);
      }
    }
  }

  private void reject(int attempt) {
    rejected++;
    // Held until the client hears of it, as a timer would hold it.
    attempts.setTimer(attempt, true);
    loop.after(REJECTION_NANOS, rejectionPort, attempt);
  }

  private void timedOut(int attempt) {
    attempts.setTimer(attempt, false);
    if (attempts.isWaiting(attempt)) {
      timedOut++;
      failed(attempt, true);
    }
    attempts.closeIfUnused(attempt);
  }

  private void rejectionArrives(int attempt) {
    attempts.setTimer(attempt, false);
    failed(attempt, false);
    attempts.closeIfUnused(attempt);
  }

  @Override
  public boolean answered(int attempt, boolean well) {
    boolean useful = false;
    attempts.setAtServer(attempt, false);
    if (attempts.isWaiting(attempt)) {
      useful = well;
      if (well) {
        succeeded(attempt);
      } else {
        failed(attempt, true);
      }
    }
    attempts.closeIfUnused(attempt);
    return useful;
  }

  @Override
  public void shed(int attempt) {
    attempts.setAtServer(attempt, false);
    if (attempts.isWaiting(attempt)) {
      rejected++;
      failed(attempt, false);
    }
    attempts.closeIfUnused(attempt);
  }

  private void succeeded(int attempt) {
    endedAttempts++;
    attempts.setWaiting(attempt, false);
    long arrivedNanos = attempts.arrivedNanos(attempt);
    world.meter().succeeded(arrivedNanos, loop.nowNanos());
    latencies.add(VirtualTime.seconds(loop.nowNanos() - arrivedNanos));
    if (breaker != null) {
      breaker.succeeded();
    }
    listener.resolved(attempts.request(attempt), true);
  }

  /** Sends the request again, perhaps after a wait, or gives it up. */
  private void failed(int attempt, boolean backsOff) {
    failedAttempts++;
    endedAttempts++;
    attempts.setWaiting(attempt, false);
    if (breaker != null) {
      breaker.failed(loop.nowNanos());
    }
    long request = attempts.request(attempt);
    int number = attempts.number(attempt) + 1;
    if (number > resends || (budget != null && !budget.takeResend())) {
      world.meter().failed(attempts.arrivedNanos(attempt), loop.nowNanos());
      listener.resolved(request, false);
      return;
    }
    int again = attempts.open(request, number, attempts.arrivedNanos(attempt));
    long waitNanos = backsOff ? policy.backOff().waitNanos(world.random(), request, number) : 0;
    if (waitNanos == 0) {
      send(again);
    } else {
      loop.after(waitNanos, resendPort, again);
    }
  }
}
