package dev.homeostat.samples;

/** Arguments that a program cannot be started with; the message is the one line its user reads. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
