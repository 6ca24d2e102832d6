package dev.homeostat.cli;

import java.util.List;

/** What the launcher found out about the terminal. */
final class Terminal {

  /** Names of the outputs that are terminals, such as {@code out,err}; the launcher sets it. */
  private static final String PROPERTY = "homeostat.terminal";

  /** Whether an output can be repainted in place. */
  static boolean repaints(boolean standardError) {
    List<String> terminals = List.of(System.getProperty(PROPERTY, "").split(",", -1));
    return terminals.contains(standardError ? "err" : "out");
  }

  private Terminal() {}
}
