package dev.homeostat.engine.port;

/** What is done outside without anybody waiting for it. Failures are answers, never exceptions. */
public interface Tasks {

  /** How a task stands; while it is done again, how it ended before. */
  TaskAnswer look(String key);

  /** Begins a task and returns at once; nothing happens where it is under way. */
  void begin(Task task);
}
