package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.Reach;
import dev.homeostat.sim.metrics.Series;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The connections of a {@link ConnectionPoolSpec} that one server pool shares. */
final class ConnectionPool {

  /** Who is told that an attempt needs its connection no more, or gets none. */
  @FunctionalInterface
  interface Over {

    /** The query is over, or there is none: {@code well} is false where no connection was got. */
    void over(int attempt, boolean well);
  }

  /** One connection; it is used again for another one when it is closed. */
  private static final class Connection {
    private final int number;
    private long openedNanos;
    private long idleSinceNanos;
    private int generation;
    private int attempt;

    Connection(int number) {
      this.number = number;
    }
  }

  private final World world;
  private final EventLoop loop;
  private final Attempts attempts;
  private final ConnectionPoolSpec spec;
  private final Over listener;
  private final WaitingLine line;
  private final List<Connection> known = new ArrayList<>();
  private final Deque<Connection> closed = new ArrayDeque<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final int connectedPort;
  private final int queriedPort;
  private final long connectNanos;
  private final long idleNanos;
  private final long lifetimeNanos;
  private int size;
  private long acquireTimeoutNanos;
  private double queryMeanSeconds;
  private int generation;
  private int active;
  private int connecting;
  private long asked;
  private long waited;
  private long opened;
  private long timedOut;
  private long refused;

  ConnectionPool(World world, Attempts attempts, ConnectionPoolSpec spec, Over listener) {
    this.world = world;
    this.loop = world.loop();
    this.attempts = attempts;
    this.spec = spec;
    this.listener = listener;
    line = new WaitingLine(loop, this::timedOut);
    connectedPort = loop.registerOrdered(this::connected);
    queriedPort = loop.register(this::queried);
    connectNanos = VirtualTime.nanos(spec.upkeep().connectSeconds());
    idleNanos = VirtualTime.nanos(spec.upkeep().idleSeconds());
    lifetimeNanos = VirtualTime.nanos(spec.upkeep().lifetimeSeconds());
    size = spec.size();
    acquireTimeoutNanos = VirtualTime.nanos(spec.acquireTimeoutSeconds());
    queryMeanSeconds = spec.query().time().meanSeconds();
  }

  /** Sets how many may be open; those that are too many are closed when nobody uses them. */
  void setSize(int most) {
    size = most;
    while (open() > size && !idle.isEmpty()) {
      closed.add(idle.removeFirst());
    }
    connectForWaiting();
  }

  /** Sets how long those wait who ask from now on. */
  void setAcquireTimeout(double seconds) {
    acquireTimeoutNanos = VirtualTime.nanos(seconds);
  }

  void setQueryMean(double seconds) {
    queryMeanSeconds = seconds;
  }

  /** Loses all connections: those in use are closed after their query; 0 does nothing. */
  void lose(double dial) {
    if (dial > 0) {
      generation++;
      closed.addAll(idle);
      idle.clear();
      connectForWaiting();
    }
  }

  void expose(Series series, String prefix) {
    Reach most = Reach.upToKnob("connections", size);
    series.add(prefix + "connections_open", most, () -> active + freshIdle());
    series.add(prefix + "connections_active", most, () -> active);
    series.add(prefix + "connections_waiting", line::size);
    series.add(prefix + "connections_asked_total", () -> asked);
    series.add(prefix + "connections_waited_total", () -> waited);
    series.add(prefix + "connections_opened_total", () -> opened);
    series.add(prefix + "connections_timed_out_total", () -> timedOut);
    series.add(prefix + "connections_refused_total", () -> refused);
  }

  /** An attempt asks for a connection, for one query. */
  void use(int attempt) {
    asked++;
    closeIdle();
    Connection ready = idle.pollLast();
    if (ready == null && connectNanos == 0 && open() < size) {
      opened++;
      ready = fresh(generation);
    }
    if (ready != null) {
      query(ready, attempt);
      return;
    }
    boolean opens = connecting <= line.size() && open() + connecting < size;
    if (!opens && line.size() >= spec.queueCapacity() + connecting) {
      refused++;
      listener.over(attempt, false);
      return;
    }
    waited++;
    line.add(attempt, acquireTimeoutNanos);
    connectForWaiting();
  }

  private void query(Connection connection, int attempt) {
    active++;
    connection.attempt = attempt;
    boolean exponential = spec.query().time().exponential();
    double share =
        exponential
            ? world
                .random()
                .exponential(Purpose.QUERY, attempts.request(attempt), attempts.number(attempt))
            : 1;
    double slower = 1 + spec.query().contentionRatio() * (active - 1);
    long nanos = VirtualTime.nanos(queryMeanSeconds * share * slower);
    attempts.setWorkNanos(attempt, attempts.workNanos(attempt) + nanos);
    loop.after(nanos, queriedPort, connection.number);
  }

  private void queried(int number) {
    Connection connection = known.get(number);
    int attempt = connection.attempt;
    active--;
    boolean kept =
        connection.generation == generation
            && loop.nowNanos() - connection.openedNanos < lifetimeNanos
            && open() + connecting < size;
    if (kept) {
      giveBack(connection);
    } else {
      closed.add(connection);
      connectForWaiting();
    }
    listener.over(attempt, true);
  }

  private void giveBack(Connection connection) {
    if (line.size() > 0) {
      query(connection, line.removeFirst());
    } else {
      connection.idleSinceNanos = loop.nowNanos();
      idle.addLast(connection);
    }
  }

  private void timedOut(int attempt) {
    timedOut++;
    listener.over(attempt, false);
  }

  /** One for each who waits, as far as there may be more. */
  private void connectForWaiting() {
    while (connecting < line.size() && open() + connecting < size) {
      connecting++;
      opened++;
      if (connectNanos == 0) {
        connected(generation);
      } else {
        loop.after(connectNanos, connectedPort, generation);
      }
    }
  }

  private void connected(int since) {
    connecting--;
    giveBack(fresh(since));
  }

  private Connection fresh(int since) {
    Connection connection = closed.pollFirst();
    if (connection == null) {
      connection = new Connection(known.size());
      known.add(connection);
    }
    connection.openedNanos = loop.nowNanos();
    connection.generation = since;
    return connection;
  }

  /** Closes those that nobody has used for too long; the one unused for longest comes first. */
  private void closeIdle() {
    while (isStale(idle.peekFirst())) {
      closed.add(idle.removeFirst());
    }
    // One that is used over and over grows old at the other end.
    while (isStale(idle.peekLast())) {
      closed.add(idle.removeLast());
    }
  }

  private boolean isStale(@Nullable Connection connection) {
    return connection != null
        && (connection.generation != generation
            || loop.nowNanos() - connection.idleSinceNanos >= idleNanos
            || loop.nowNanos() - connection.openedNanos >= lifetimeNanos);
  }

  private int freshIdle() {
    int fresh = 0;
    for (Connection connection : idle) {
      fresh += isStale(Objects.requireNonNull(connection)) ? 0 : 1;
    }
    return fresh;
  }

  private int open() {
    return active + idle.size();
  }
}
