package dev.homeostat.sim.kernel;

/** What happens at an event. */
@FunctionalInterface
public interface EventHandler {

  /**
   * Handles one event; the time is {@link EventLoop#nowNanos()}.
   *
   * @param data what was given when it was scheduled, such as the number of an attempt
   */
  void handle(int data);
}
