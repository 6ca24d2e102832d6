package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.port.TimeSource;

/** A clock that moves when it is told to. */
public final class VirtualTime implements TimeSource {

  private long nowMillis;

  public VirtualTime(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  @Override
  public long nowMillis() {
    return nowMillis;
  }

  /** Moves the clock; backwards with a negative number. */
  public void advance(long millis) {
    nowMillis += millis;
  }
}
