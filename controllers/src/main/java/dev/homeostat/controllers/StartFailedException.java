package dev.homeostat.controllers;

/** The operator cannot start: what was expected, what was found, and what to do. */
public final class StartFailedException extends Exception {
  private static final long serialVersionUID = 1;

  StartFailedException(String message) {
    super(message);
  }
}
