package dev.homeostat.engine.policy;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that stands between a resource and its work, as a condition shows it.
 *
 * @param reason UpperCamel word for programs, such as {@code SourceUnreachable}
 * @param subject what it is about: a path of the spec, a signal, a knob or an object
 * @param message what was expected, what was found, where, and what to do
 */
public record Problem(String reason, String subject, String message) {

  private static final int LONGEST_MESSAGE = 1024;

  /** Such as {@code UnknownSignal: spec.modes: ...}. */
  @Override
  public String toString() {
    return reason + ": " + subject + ": " + message;
  }

  /** The message of a condition about several of them, cut to what one may hold. */
  public static String message(List<Problem> problems) {
    String text =
        problems.stream()
            .map(problem -> problem.subject() + ": " + problem.message())
            .collect(Collectors.joining("; "));
    return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE);
  }
}
