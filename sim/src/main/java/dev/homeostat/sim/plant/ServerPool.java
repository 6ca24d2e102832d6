package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.Reach;
import dev.homeostat.sim.metrics.Series;
import org.jspecify.annotations.Nullable;

/**
 * Servers behind one queue, first come first served. What is queued is served, whether its client
 * still waits or not; a limit turns away new work only.
 */
final class ServerPool implements Service {

  /** The most that a limit or a number of servers can be set to: as good as none. */
  static final int UNLIMITED = 1_000_000;

  private final World world;
  private final EventLoop loop;
  private final Attempts attempts;
  private final Work work;
  private final Answers answers;
  private final AttemptQueue queue = new AttemptQueue();
  private final int queueCapacity;
  private final @Nullable Admission door;
  private final int donePort;
  private final int thawPort;
  private final int shedPort;
  private @Nullable Heap heap;
  private @Nullable ConnectionPool connections;
  private int servers;
  private int limit = UNLIMITED;
  private double rateFactor = 1;
  private int running;
  private long frozenUntilNanos;
  private long frozenNanos;
  private long changedNanos;
  private double busySeconds;
  private double heldSeconds;

  ServerPool(World world, Attempts attempts, PoolSpec spec, Work work, Answers answers) {
    this.world = world;
    this.loop = world.loop();
    this.attempts = attempts;
    this.work = work;
    this.answers = answers;
    door = world.door();
    servers = spec.servers();
    queueCapacity = spec.queueCapacity();
    donePort = loop.register(this::done);
    thawPort = loop.registerOrdered(unused -> startQueued());
    shedPort = door == null ? -1 : loop.registerOrdered(answers::shed);
  }

  /** Lets every start allocate from a heap, whose collections stop all servers. */
  void attach(Heap memory) {
    heap = memory;
  }

  /** Lets every attempt use a connection of a pool before its server is free again. */
  ConnectionPool attach(ConnectionPoolSpec spec) {
    ConnectionPool pool = new ConnectionPool(world, attempts, spec, this::end);
    connections = pool;
    return pool;
  }

  void setServers(int number) {
    servers = number;
    startQueued();
  }

  void setLimit(int most) {
    limit = most;
  }

  void setRateFactor(double factor) {
    rateFactor = factor;
  }

  /**
   * Exposes what it does.
   *
   * @param prefix that tells it from others of its kind
   * @param most how many servers there can be
   */
  void expose(Series series, String prefix, Reach most) {
    series.add(prefix + "running", most, () -> running);
    series.add(prefix + "queued", Reach.upTo(queueCapacity), queue::size);
    series.add(prefix + "utilization_ratio", Reach.upTo(1), () -> (double) running / servers);
    series.add(prefix + "busy_seconds_total", () -> settled(busySeconds, running));
    series.add(prefix + "held_seconds_total", () -> settled(heldSeconds, held()));
  }

  int running() {
    return running;
  }

  private int held() {
    return running + queue.size();
  }

  @Override
  public Door offer(int attempt) {
    boolean starts = running < servers && !isFrozen();
    if (held() >= limit || (!starts && queue.size() >= queueCapacity)) {
      return Door.REJECTED;
    }
    if (door != null && !door.admits(loop.nowNanos(), attempts.request(attempt), held())) {
      return Door.REJECTED;
    }
    settle();
    attempts.enter(attempt, loop.nowNanos(), held() + 1);
    if (starts) {
      start(attempt);
    } else {
      queue.add(attempt);
    }
    return Door.TAKEN;
  }

  private void start(int attempt) {
    running++;
    long nanos = work.nanos(attempt, rateFactor);
    attempts.setWorkNanos(attempt, nanos);
    attempts.setMarkNanos(attempt, frozenNanos);
    attempts.setStartedNanos(attempt, loop.nowNanos());
    loop.after(nanos, donePort, attempt);
    if (heap != null) {
      freeze(heap.started(running));
    }
  }

  private void done(int attempt) {
    // Whatever stopped since it began, or since its end was put off, is still to be worked.
    long missedNanos = frozenNanos - attempts.markNanos(attempt);
    if (missedNanos > 0) {
      attempts.setMarkNanos(attempt, frozenNanos);
      loop.after(missedNanos, donePort, attempt);
      return;
    }
    boolean well = work.endsWell(attempt);
    if (connections != null && well) {
      connections.use(attempt);
    } else {
      end(attempt, well);
    }
  }

  private void end(int attempt, boolean well) {
    settle();
    running--;
    // The queue moves up before the answer, whose client may send again at once.
    startQueued();
    long workNanos = attempts.workNanos(attempt);
    if (door != null) {
      door.left(loop.nowNanos(), stay(attempt, well));
    }
    boolean useful = answers.answered(attempt, well);
    world.meter().served(loop.nowNanos(), workNanos, !useful);
  }

  private void startQueued() {
    while (!queue.isEmpty() && running < servers && !isFrozen()) {
      settle();
      int attempt = queue.removeFirst();
      if (door == null || door.serves(loop.nowNanos(), waitedNanos(attempt), queue.size())) {
        start(attempt);
      } else {
        loop.after(Clients.REJECTION_NANOS, shedPort, attempt);
      }
    }
  }

  private long waitedNanos(int attempt) {
    return loop.nowNanos() - attempts.enteredNanos(attempt);
  }

  private Admission.Stay stay(int attempt, boolean well) {
    long enteredNanos = attempts.enteredNanos(attempt);
    return new Admission.Stay(
        Math.max(1, loop.nowNanos() - enteredNanos),
        attempts.startedNanos(attempt) - enteredNanos,
        attempts.heldAtEntry(attempt),
        well);
  }

  private void freeze(long nanos) {
    if (nanos > 0) {
      frozenNanos += nanos;
      frozenUntilNanos = loop.nowNanos() + nanos;
      loop.after(nanos, thawPort, 0);
    }
  }

  private boolean isFrozen() {
    return loop.nowNanos() < frozenUntilNanos;
  }

  /** Adds up what was busy and held until now, before either changes. */
  private void settle() {
    busySeconds = settled(busySeconds, running);
    heldSeconds = settled(heldSeconds, held());
    changedNanos = loop.nowNanos();
  }

  private double settled(double sum, int since) {
    return sum + since * VirtualTime.seconds(loop.nowNanos() - changedNanos);
  }
}
