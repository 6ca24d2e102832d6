package dev.homeostat.samples.load;

import dev.homeostat.samples.RequestKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends attempts over non-blocking connections on one thread, and gives up on those that time out.
 *
 * <p>The JDK's HTTP client would do the same with several threads and timers for each attempt; the
 * load must cost little beside the services it shares a machine with.
 */
final class AttemptClient implements AutoCloseable {
  /** Below the 30 s after which the JDK's server closes an idle connection. */
  private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int OK = 200;

  /** Hears of every attempt once, when its outcome is known. */
  @FunctionalInterface
  interface Listener {
    void ended(Attempt attempt, boolean succeeded);
  }

  private final AttemptPlan plan;
  private final Listener listener;
  private final Selector selector;
  private final Deque<ClientConnection> idle = new ArrayDeque<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(16 * 1024);

  /** All attempts have the same timeout, so the order of sending is the order of deadlines. */
  private final Queue<Attempt> sent = new ArrayDeque<>();

  AttemptClient(AttemptPlan plan, Listener listener) throws IOException {
    this.plan = plan;
    this.listener = listener;
    this.selector = Selector.open();
  }

  void send(Arrival arrival, int number) {
    long now = System.nanoTime();
    Attempt attempt = new Attempt(arrival, number, now + plan.timeout().toNanos());
    ClientConnection connection = null;
    try {
      connection = connection(now);
      connection.send(attempt, request(attempt));
      sent.add(attempt);
    } catch (IOException refused) {
      if (connection != null) {
        connection.close();
      }
      end(attempt, false);
    }
  }

  /** Waits for answers at most until the given instant, then ends what has timed out. */
  void await(long untilNanos) throws IOException {
    long nanos = Math.min(untilNanos, nextDeadline(untilNanos)) - System.nanoTime();
    if (nanos <= 0) {
      selector.selectNow();
    } else {
      // Rounded up: a wait of 0 ms would spin until the instant comes.
      selector.select(TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid() && key.attachment() instanceof ClientConnection connection) {
        advance(connection);
      }
    }
    selector.selectedKeys().clear();
    expire(System.nanoTime());
  }

  private long nextDeadline(long otherwise) {
    Attempt first = sent.peek();
    return first == null ? otherwise : first.deadlineNanos();
  }

  private ClientConnection connection(long now) throws IOException {
    ClientConnection kept;
    while ((kept = idle.pollLast()) != null) {
      if (now - kept.idleSinceNanos() < MAX_IDLE_NANOS) {
        return kept;
      }
      kept.close();
    }
    return ClientConnection.open(plan.target(), selector);
  }

  private ByteBuffer request(Attempt attempt) {
    Arrival arrival = attempt.arrival();
    String text =
        "GET /checkout/"
            + arrival.order()
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + plan.target().getPort()
            + "\r\n"
            + RequestKey.HEADER
            + ": "
            + new RequestKey(arrival.request(), attempt.number())
            + "\r\n\r\n";
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void advance(ClientConnection connection) {
    @Nullable Attempt attempt = connection.attempt();
    try {
      if (!connection.advance(scratch) || attempt == null) {
        return;
      }
      long now = System.nanoTime();
      // A loop that runs late may see an answer first that came after the client's patience ended.
      boolean succeeded = connection.status() == OK && now - attempt.deadlineNanos() <= 0;
      if (connection.release(now)) {
        idle.addLast(connection);
      } else {
        connection.close();
      }
      end(attempt, succeeded);
    } catch (IOException broken) {
      connection.close();
      idle.remove(connection);
      if (attempt != null) {
        end(attempt, false);
      }
    }
  }

  /** A client that has lost patience hangs up; what it asked for is served all the same. */
  private void expire(long now) {
    Attempt first;
    while ((first = sent.peek()) != null && (first.isEnded() || first.deadlineNanos() - now <= 0)) {
      sent.remove();
      ClientConnection connection = first.connection();
      if (connection != null) {
        connection.close();
      }
      if (!first.isEnded()) {
        end(first, false);
      }
    }
  }

  private void end(Attempt attempt, boolean succeeded) {
    attempt.end();
    listener.ended(attempt, succeeded);
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
