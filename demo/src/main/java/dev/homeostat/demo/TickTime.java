package dev.homeostat.demo;

import dev.homeostat.engine.port.TimeSource;

/** The nominal time of the tick that is being worked on, however late it is. */
final class TickTime implements TimeSource {

  private long nowMillis;

  void set(long tickMillis) {
    nowMillis = tickMillis;
  }

  @Override
  public long nowMillis() {
    return nowMillis;
  }
}
