package dev.homeostat.engine.policy;

import dev.homeostat.modes.Mode;
import org.jspecify.annotations.Nullable;

/**
 * Something done once when a mode is entered or left.
 *
 * @param name unique in its phase
 * @param mode the mode
 * @param phase whether it is entered or left
 * @param deed what is done
 * @param timeoutMillis longest wait for it
 * @param onFailure what its failure does
 */
public record ActionPolicy(
    String name, Mode mode, Phase phase, Deed deed, long timeoutMillis, OnFailure onFailure) {

  /** When it is done. */
  public enum Phase {
    ENTRY("Entry"),
    EXIT("Exit");

    private final String word;

    Phase(String word) {
      this.word = word;
    }

    /** As a status says it. */
    public String word() {
      return word;
    }

    /** The phase of a word; null where it is none. */
    public static @Nullable Phase ofWord(@Nullable String word) {
      for (Phase phase : values()) {
        if (phase.word.equals(word)) {
          return phase;
        }
      }
      return null;
    }
  }

  /** What a failure does. */
  public enum OnFailure {
    /** It is told, and that is all. */
    IGNORE,
    /** It is tried again until the workload moves on. */
    RETRY,
    /** Likewise, and nothing rises before it is done. */
    HOLD
  }

  /** What is done. */
  public sealed interface Deed {}

  /**
   * An annotation is set, or removed where there is no value.
   *
   * @param target the workload
   * @param key of the annotation
   * @param value of it
   */
  public record Annotate(ObjectRef target, String key, @Nullable String value) implements Deed {}

  /**
   * Replicas are brought within bounds.
   *
   * @param target the workload
   * @param atLeast fewest
   * @param atMost most
   */
  public record Scale(ObjectRef target, int atLeast, int atMost) implements Deed {}

  /**
   * The move is posted.
   *
   * @param url to which
   * @param token sent with it; null where none is
   */
  public record Post(String url, @Nullable TokenRef token) implements Deed {}

  /**
   * People are told.
   *
   * @param message for them
   */
  public record Say(String message) implements Deed {}
}
