package dev.homeostat.sim.metrics;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;

/** Takes the scrapes of a run, and shows each after its delay; some are lost. */
public final class Scraper {

  /** How far back a controller can look: an hour of a scrape a second. */
  private static final int MOST_SCRAPES = 3_600;

  private final EventLoop loop;
  private final RandomStreams random;
  private final ScrapePolicy policy;
  private final ScrapeLog log;
  private final int scrapePort;
  private final int showPort;

  /** Scrapes from the first interval on. */
  public Scraper(EventLoop loop, RandomStreams random, ScrapePolicy policy, Series series) {
    this.loop = loop;
    this.random = random;
    this.policy = policy;
    int underWay = (int) Math.ceil(policy.delaySeconds() / policy.intervalSeconds()) + 1;
    log = new ScrapeLog(series, MOST_SCRAPES + underWay);
    scrapePort = loop.register(this::scrape);
    showPort = loop.registerOrdered(number -> log.show());
    loop.at(VirtualTime.nanos(policy.intervalSeconds()), scrapePort, 1);
  }

  /** What can be seen so far. */
  public ScrapeLog log() {
    return log;
  }

  private void scrape(int number) {
    boolean lost =
        policy.isOut(loop.nowSeconds())
            || random.uniform(Purpose.SCRAPE, number, 0) < policy.lossRatio();
    if (!lost) {
      log.take(loop.nowNanos());
      loop.after(VirtualTime.nanos(policy.delaySeconds()), showPort, number);
    }
    loop.at(VirtualTime.nanos(policy.intervalSeconds() * (number + 1)), scrapePort, number + 1);
  }
}
