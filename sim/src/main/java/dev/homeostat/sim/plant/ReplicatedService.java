package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.Reach;
import dev.homeostat.sim.metrics.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The leader and the followers of a {@link ReplicationSpec}. */
final class ReplicatedService implements Service {

  private static final Reach ANY = Reach.from(Double.NEGATIVE_INFINITY);

  private final World world;
  private final EventLoop loop;
  private final Attempts attempts;
  private final ReplicationSpec spec;
  private final ReplicationSpec.Requests requests;
  private final Answers clients;
  private final ServerPool leader;
  private final List<ServerPool> followers = new ArrayList<>();
  private final ClosedTimestamps closed;
  private final long redirectNanos;
  private final int redirectPort;
  private int turn;
  private long followerReads;
  private long redirectedReads;
  private long writesAgain;
  private double staleSeconds;

  ReplicatedService(World world, Attempts attempts, ReplicationSpec spec, Answers clients) {
    this.world = world;
    this.loop = world.loop();
    this.attempts = attempts;
    this.spec = spec;
    this.requests = spec.requests();
    this.clients = clients;
    leader = pool(spec.leader(), 0, new LeaderAnswers());
    for (int follower = 1; follower <= spec.followers(); follower++) {
      followers.add(pool(spec.follower(), 1, clients));
    }
    closed = new ClosedTimestamps(world, spec.closing(), spec.followers());
    redirectNanos = VirtualTime.nanos(requests.redirectSeconds());
    redirectPort = loop.registerOrdered(this::toLeader);
  }

  private ServerPool pool(PoolSpec one, int stage, Answers answers) {
    Work work = new OwnWork(world, attempts, one.time(), stage);
    return new ServerPool(world, attempts, one, work, answers);
  }

  ServerPool leader() {
    return leader;
  }

  List<ServerPool> followers() {
    return List.copyOf(followers);
  }

  ClosedTimestamps closed() {
    return closed;
  }

  void setLimit(int most) {
    leader.setLimit(most);
    followers.forEach(follower -> follower.setLimit(most));
  }

  void expose(Series series) {
    leader.expose(series, "leader_", Reach.upTo(spec.leader().servers()));
    for (int follower = 0; follower < followers.size(); follower++) {
      String prefix = "follower" + (follower + 1) + "_";
      followers.get(follower).expose(series, prefix, Reach.upTo(spec.follower().servers()));
    }
    series.add("follower_reads_total", () -> followerReads);
    series.add("redirected_reads_total", () -> redirectedReads);
    series.add("follower_staleness_seconds_total", () -> staleSeconds);
    series.add("writes_again_total", () -> writesAgain);
    series.add("closed_timestamp_age_seconds", this::ageSeconds);
    series.add("closed_timestamp_late_seconds", ANY, () -> ageSeconds() - closed.lagSeconds());
  }

  /** How far the follower is behind that knows least. */
  private double ageSeconds() {
    return IntStream.range(0, followers.size()).mapToDouble(closed::ageSeconds).max().orElse(0);
  }

  @Override
  public Door offer(int attempt) {
    attempts.setRepeated(attempt, false);
    if (isWrite(attempt)) {
      return leader.offer(attempt);
    }
    turn = (turn + 1) % followers.size();
    double ageSeconds = closed.ageSeconds(turn);
    if (ageSeconds <= requests.stalenessSeconds()) {
      Door door = followers.get(turn).offer(attempt);
      if (door == Door.TAKEN) {
        followerReads++;
        staleSeconds += ageSeconds;
      }
      return door;
    }
    redirectedReads++;
    loop.after(redirectNanos, redirectPort, attempt);
    return Door.TAKEN;
  }

  private void toLeader(int attempt) {
    if (leader.offer(attempt) == Door.REJECTED) {
      clients.shed(attempt);
    }
  }

  private boolean isWrite(int attempt) {
    double drawn = world.random().uniform(Purpose.WRITE_CHOICE, attempts.request(attempt), 0);
    return drawn < requests.writeShare();
  }

  /** Writes whose timestamp was closed meanwhile are done once more. */
  private final class LeaderAnswers implements Answers {

    @Override
    public boolean answered(int attempt, boolean well) {
      double tookSeconds = VirtualTime.seconds(loop.nowNanos() - attempts.enteredNanos(attempt));
      if (!isWrite(attempt) || attempts.isRepeated(attempt) || tookSeconds <= closed.lagSeconds()) {
        return clients.answered(attempt, well);
      }
      attempts.setRepeated(attempt, true);
      writesAgain++;
      toLeader(attempt);
      return false;
    }

    @Override
    public void shed(int attempt) {
      clients.shed(attempt);
    }
  }
}
