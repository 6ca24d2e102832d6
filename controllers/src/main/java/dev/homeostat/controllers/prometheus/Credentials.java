package dev.homeostat.controllers.prometheus;

import dev.homeostat.crds.SignalSourceSpec;

/** Where the tokens are that SignalSources name. */
@FunctionalInterface
public interface Credentials {

  /**
   * The token of a source; asked once a tick and source, on the thread that reads the signals.
   *
   * @param source name of the SignalSource
   * @param credential what it names
   */
  Token token(String source, SignalSourceSpec.Credential credential);

  /** A token, or why there is none. */
  sealed interface Token {}

  /**
   * A bearer token; it shows itself to nobody.
   *
   * @param value the token; white space around it is not part of it
   */
  record Bearer(String value) implements Token {

    @Override
    public String toString() {
      return "Bearer[hidden]";
    }
  }

  /**
   * No token.
   *
   * @param reason UpperCamel word for programs, such as {@code SecretNotFound}
   * @param message what was expected, what was found, where, and what to do; nothing of a Secret
   */
  record Absent(String reason, String message) implements Token {}
}
