package dev.homeostat.controllers.election;

import dev.homeostat.controllers.election.Election.Step;
import dev.homeostat.controllers.election.ElectionAction.Lead;
import dev.homeostat.controllers.election.ElectionAction.PutFence;
import dev.homeostat.controllers.election.ElectionAction.PutLease;
import dev.homeostat.controllers.election.ElectionAction.ReadFence;
import dev.homeostat.controllers.election.ElectionAction.Rest;
import dev.homeostat.controllers.election.ElectionAction.StepDown;
import dev.homeostat.controllers.election.ElectionState.Phase;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One operator's part in the election of the one that acts: carries out what {@link Election}
 * decides, on a thread of its own.
 *
 * <p>Losing the leadership makes it a candidate again; it never ends the process. {@link #close()}
 * gives the Lease back, so that a successor need not wait for its end.
 */
public final class LeaderElection implements AutoCloseable {

  /** How long {@link #close()} takes at most. */
  private static final long CLOSE_MILLIS = 3_000;

  /** Of it, what the listener may use: the rest is for the request that gives the Lease back. */
  private static final long STOP_MILLIS = 2_000;

  private final Election election;
  private final ElectionTiming timing;
  private final ElectionRecords records;
  private final LeadershipListener listener;
  private final LongSupplier monotonicMillis;
  private final WriteGate gate;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "leader-election"));
  private final ExecutorService calls =
      Executors.newSingleThreadExecutor(work -> daemon(work, "leadership"));

  /** Of the election's thread alone. */
  private ElectionState state = ElectionState.START;

  private volatile Standing standing =
      new Standing(false, "NotStarted", "the election has not begun");

  /**
   * Takes no part yet.
   *
   * @param identity name of this Pod
   * @param records the writer of the Lease, which is this election's alone
   * @param monotonicNanos such as {@code System::nanoTime}
   */
  public LeaderElection(
      String identity,
      ElectionTiming timing,
      LeaseActuator records,
      LeadershipListener listener,
      LongSupplier monotonicNanos) {
    this(new Election(identity, timing), timing, records, listener, sinceNow(monotonicNanos));
  }

  LeaderElection(
      Election election,
      ElectionTiming timing,
      ElectionRecords records,
      LeadershipListener listener,
      LongSupplier monotonicMillis) {
    this.election = election;
    this.timing = timing;
    this.records = records;
    this.listener = listener;
    this.monotonicMillis = monotonicMillis;
    this.gate = new WriteGate(timing, monotonicMillis);
  }

  /** Counted from now, since nanoTime starts anywhere and overflows. */
  private static LongSupplier sinceNow(LongSupplier monotonicNanos) {
    long start = monotonicNanos.getAsLong();
    return () -> TimeUnit.NANOSECONDS.toMillis(monotonicNanos.getAsLong() - start);
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Takes part from now on. */
  public void start() {
    Future<?> unused =
        looks.scheduleWithFixedDelay(
            this::look, 0, timing.retryPeriod().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What to ask before each write. */
  public WriteGate gate() {
    return gate;
  }

  /** Where we stand, for logs, probes and metrics. */
  public Standing standing() {
    return standing;
  }

  /** One look at the Lease, with all that follows from it. */
  void look() {
    try {
      Step step = answered(records.readLease(), lease -> election.leaseRead(state, lease, now()));
      while (step != null) {
        state = step.state();
        gate.follow(state);
        step = carryOut(step.action());
      }
    } catch (RuntimeException e) {
      // The executor would end the election without a word.
      fault(e.getClass().getName());
    }
  }

  private void fault(String exception) {
    String message = "expected no exception, found " + exception + ": report it";
    Step step = election.failed(state, "ElectionFault", message, now());
    state = step.state();
    gate.follow(state);
    if (step.action() instanceof StepDown down) {
      stepDown(down.reason(), down.message());
    } else {
      stand("ElectionFault", message);
    }
  }

  private @Nullable Step carryOut(ElectionAction action) {
    if (action instanceof ReadFence read) {
      return answered(records.readFence(), fence -> election.fenceRead(state, read, fence, now()));
    }
    if (action instanceof PutLease put) {
      long sentMillis = now();
      return stored(
          records.putLease(put.over(), put.transitions(), put.acquires()),
          lease -> election.leaseStored(state, lease, sentMillis, now()));
    }
    if (action instanceof PutFence put) {
      return stored(
          records.putFence(put.over(), put.transitions()),
          fence -> election.fenceStored(state, now()));
    }
    if (action instanceof Lead) {
      lead();
    } else if (action instanceof StepDown down) {
      stepDown(down.reason(), down.message());
      if (down.release() != null) {
        records.releaseLease(down.release());
      }
    } else if (action instanceof Rest rest) {
      stand(rest.reason(), rest.message());
    }
    return null;
  }

  private <T> Step answered(Answer<T> answer, Function<@Nullable T, Step> then) {
    if (answer instanceof Answer.Failed<T> failed) {
      return election.failed(state, failed.reason(), failed.message(), now());
    }
    return then.apply(((Answer.Got<T>) answer).value());
  }

  /** What was written is there. */
  private <T> Step stored(Answer<T> answer, Function<T, Step> then) {
    return answered(
        answer,
        value ->
            value == null
                ? election.failed(state, "NoAnswer", "expected what was written, found none", now())
                : then.apply(value));
  }

  private void lead() {
    standing = new Standing(true, "Leading", Election.LEADING);
    tell(standing);
    calls.execute(listener::onStarted);
  }

  private void stepDown(String reason, String message) {
    boolean led = standing.leading();
    standing = new Standing(false, reason, message);
    tell(standing);
    if (led) {
      calls.execute(listener::onStopped);
    }
  }

  /** A leader that cannot renew for a while still leads; that is not worth telling. */
  private void stand(String reason, String message) {
    Standing next = new Standing(standing.leading(), reason, message);
    boolean news = !next.equals(standing);
    standing = next;
    if (news) {
      tell(next);
    }
  }

  private void tell(Standing now) {
    calls.execute(() -> listener.onStanding(now));
  }

  private long now() {
    return monotonicMillis.getAsLong();
  }

  /**
   * Writes no more, tells the listener, and gives the Lease back if the listener returned in time;
   * within three seconds. A Lease that is not given back ends by itself.
   */
  @Override
  public void close() {
    gate.shut();
    if (looks.isShutdown()) {
      return;
    }
    Future<?> end = looks.submit(this::end);
    looks.shutdown();
    try {
      end.get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      standing = new Standing(false, "NotReleased", "the Lease was not given back in time");
    } finally {
      looks.shutdownNow();
      calls.shutdownNow();
    }
  }

  private void end() {
    boolean held = state.phase() != Phase.CANDIDATE;
    stepDown("Closed", "gave up the leadership, since the process ends");
    if (held && isQuiet() && state.seen() != null) {
      records.releaseLease(state.seen());
    }
    state = state.in(Phase.CANDIDATE);
  }

  /** Whether the listener has dealt with all it was told, so that no write is under way. */
  private boolean isQuiet() {
    try {
      calls.submit(() -> {}).get(STOP_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }
}
