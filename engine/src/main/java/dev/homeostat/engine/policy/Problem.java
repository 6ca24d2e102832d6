package dev.homeostat.engine.policy;

/**
 * Something that stands between a resource and its work, as a condition shows it.
 *
 * @param reason UpperCamel word for programs, such as {@code SourceUnreachable}
 * @param subject what it is about: a path of the spec, a signal, a knob or an object
 * @param message what was expected, what was found, where, and what to do
 */
public record Problem(String reason, String subject, String message) {

  /** Such as {@code UnknownSignal: spec.modes: ...}. */
  @Override
  public String toString() {
    return reason + ": " + subject + ": " + message;
  }
}
