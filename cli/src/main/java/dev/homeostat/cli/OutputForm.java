package dev.homeostat.cli;

import java.util.Locale;

/** For whom a command prints: people, or a program. */
enum OutputForm {
  TABLE,
  JSON;

  /** As a user writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
