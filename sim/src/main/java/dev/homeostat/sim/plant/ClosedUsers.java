package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.VirtualTime;
import java.util.function.LongConsumer;

/**
 * A fixed number of users, each of whom thinks, sends a request, waits until it is resolved, and
 * thinks again (a closed system); the time to think is exponential.
 */
final class ClosedUsers implements Clients.Resolved {

  private final EventLoop loop;
  private final World world;
  private final double thinkSeconds;
  private final LongConsumer request;
  private final int port;
  private long thoughts;
  private long requests;

  ClosedUsers(World world, int users, double thinkSeconds, LongConsumer request) {
    this.loop = world.loop();
    this.world = world;
    this.thinkSeconds = thinkSeconds;
    this.request = request;
    port = loop.register(unused -> send());
    for (int user = 0; user < users; user++) {
      think();
    }
  }

  @Override
  public void resolved(long number, boolean well) {
    think();
  }

  private void think() {
    double drawn = world.random().exponential(Purpose.THINK, thoughts++, 0);
    loop.after(VirtualTime.nanos(thinkSeconds * drawn), port, 0);
  }

  private void send() {
    request.accept(requests++);
  }
}
