package dev.homeostat.engine.port;

/** What time it is. */
public interface TimeSource {

  /** Milliseconds since the epoch. */
  long nowMillis();
}
