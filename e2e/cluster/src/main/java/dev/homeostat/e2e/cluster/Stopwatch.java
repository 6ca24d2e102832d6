package dev.homeostat.e2e.cluster;

/** Prints how long each stage took. */
public final class Stopwatch {

  private final String subject;
  private long lastNanos = System.nanoTime();

  /** Starts now. */
  public Stopwatch(String subject) {
    this.subject = subject;
  }

  /** Ends a stage, which began where the one before it ended. */
  public void stage(String name) {
    long now = System.nanoTime();
    System.err.printf("%s: %s in %.1f s%n", subject, name, (now - lastNanos) / 1e9);
    lastNanos = now;
  }
}
