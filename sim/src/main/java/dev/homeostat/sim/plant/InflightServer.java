package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.Reach;
import dev.homeostat.sim.metrics.Series;
import org.jspecify.annotations.Nullable;

/**
 * The service of an {@link InflightSpec}, at the far end of a network. Its limit stands at the near
 * end: it counts what is on the way too, and to be turned away costs no way.
 */
final class InflightServer implements Service {

  private final World world;
  private final EventLoop loop;
  private final Attempts attempts;
  private final InflightSpec spec;
  private final Answers answers;
  private final @Nullable Admission door;
  private final int arrivePort;
  private final int donePort;
  private final int backPort;
  private int inFlight;
  private int sent;
  private int limit = ServerPool.UNLIMITED;

  InflightServer(World world, Attempts attempts, InflightSpec spec, Answers answers) {
    this.world = world;
    this.loop = world.loop();
    this.attempts = attempts;
    this.spec = spec;
    this.answers = answers;
    door = world.door();
    arrivePort = loop.register(this::arrive);
    donePort = loop.register(this::done);
    backPort = loop.register(this::back);
  }

  void setLimit(int most) {
    limit = most;
  }

  void expose(Series series) {
    series.add("running", () -> inFlight);
    series.add("sent", Reach.upToKnob("limit", limit), () -> sent);
    series.add("latency_seconds", Reach.from(spec.baseSeconds()), () -> latencySeconds(inFlight));
  }

  @Override
  public Door offer(int attempt) {
    if (sent >= limit) {
      return Door.REJECTED;
    }
    if (door != null && !door.admits(loop.nowNanos(), attempts.request(attempt), sent)) {
      return Door.REJECTED;
    }
    sent++;
    attempts.enter(attempt, loop.nowNanos(), sent);
    loop.after(networkNanos(Purpose.NETWORK_OUT, attempt), arrivePort, attempt);
    return Door.TAKEN;
  }

  private void arrive(int attempt) {
    inFlight++;
    long nanos = VirtualTime.nanos(latencySeconds(inFlight));
    attempts.setWorkNanos(attempt, nanos);
    loop.after(nanos, donePort, attempt);
  }

  private double latencySeconds(int number) {
    return spec.baseSeconds() + spec.perAttemptSeconds() * number;
  }

  private void done(int attempt) {
    inFlight--;
    loop.after(networkNanos(Purpose.NETWORK_BACK, attempt), backPort, attempt);
  }

  private void back(int attempt) {
    sent--;
    long workNanos = attempts.workNanos(attempt);
    if (door != null) {
      door.left(loop.nowNanos(), stay(attempt));
    }
    boolean useful = answers.answered(attempt, true);
    world.meter().served(loop.nowNanos(), workNanos, !useful);
  }

  private Admission.Stay stay(int attempt) {
    long tookNanos = loop.nowNanos() - attempts.enteredNanos(attempt);
    long addedNanos = attempts.workNanos(attempt) - VirtualTime.nanos(spec.baseSeconds());
    return new Admission.Stay(tookNanos, addedNanos, attempts.heldAtEntry(attempt), true);
  }

  private long networkNanos(Purpose way, int attempt) {
    double drawn =
        world.random().exponential(way, attempts.request(attempt), attempts.number(attempt));
    return VirtualTime.nanos(spec.networkSeconds() * drawn);
  }
}
