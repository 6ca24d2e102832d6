package dev.homeostat.controllers.election;

import org.jspecify.annotations.Nullable;

/** What a request to the API server gave. */
sealed interface Answer<T> {

  /**
   * It was answered.
   *
   * @param value what is there now; null where nothing is
   */
  record Got<T>(@Nullable T value) implements Answer<T> {}

  /**
   * It was refused or not answered.
   *
   * @param reason UpperCamel word for programs
   * @param message what was expected, what was found, where, and what to do
   */
  record Failed<T>(String reason, String message) implements Answer<T> {}
}
