package dev.homeostat.samples.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the load, on the calling thread: arrivals, attempts, resends and the drain. */
final class LoadRun implements AutoCloseable {
  /** What the drain may take beyond the last timeout, for a machine that is busy. */
  private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

  private final ArrivalSchedule schedule;
  private final int resends;
  private final ClientCounters counters;
  private final LoadReport report;
  private final long epochNanos;
  private final long endNanos;
  private final AttemptClient client;
  private @Nullable Arrival next;
  private long requestsOpen;

  LoadRun(ArrivalPlan arrivals, AttemptPlan attempts, long epochMillis, ClientCounters counters)
      throws IOException {
    this.schedule = new ArrivalSchedule(arrivals);
    this.resends = attempts.resends();
    this.counters = counters;
    this.report = new LoadReport(arrivals.durationSeconds());
    // Translated once: a wall clock that is stepped later must not move the arrivals.
    this.epochNanos =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(epochMillis - System.currentTimeMillis());
    this.endNanos =
        epochNanos
            + Duration.ofSeconds(arrivals.durationSeconds())
                .plus(attempts.longestRequest())
                .plus(DRAIN_GRACE)
                .toNanos();
    this.client = new AttemptClient(attempts, this::attemptEnded);
  }

  LoadReport run() throws IOException, InterruptedException {
    skipMissedWarmUp();
    while ((next != null || requestsOpen > 0) && System.nanoTime() - endNanos < 0) {
      startDue();
      client.await(next == null ? endNanos : dueNanos(next));
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return report;
  }

  /**
   * A process that came up late leaves out the part of the warm-up it has missed: sent together it
   * would be a burst that the schedule does not have.
   */
  private void skipMissedWarmUp() {
    long now = System.nanoTime();
    do {
      next = schedule.next().orElse(null);
    } while (next != null && !next.isCounted() && dueNanos(next) - now < 0);
  }

  private void startDue() {
    while (next != null) {
      long lateNanos = System.nanoTime() - dueNanos(next);
      if (lateNanos < 0) {
        return;
      }
      requestsOpen++;
      counters.requestStarted();
      report.requestArrived(next, TimeUnit.NANOSECONDS.toMillis(lateNanos));
      client.send(next, 0);
      next = schedule.next().orElse(null);
    }
  }

  private void attemptEnded(Attempt attempt, boolean succeeded) {
    counters.attemptEnded(succeeded);
    long sinceArrivalNanos = System.nanoTime() - dueNanos(attempt.arrival());
    report.attemptEnded(attempt, succeeded, TimeUnit.NANOSECONDS.toMicros(sinceArrivalNanos));
    if (!succeeded && resends(attempt)) {
      client.send(attempt.arrival(), attempt.number() + 1);
      return;
    }
    requestsOpen--;
    counters.requestEnded(succeeded);
  }

  /** Nobody resends during the warm-up: the stalls of a cold start must not start a storm. */
  private boolean resends(Attempt attempt) {
    return attempt.arrival().isCounted() && attempt.number() < resends;
  }

  private long dueNanos(Arrival arrival) {
    return epochNanos + arrival.atNanos();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
