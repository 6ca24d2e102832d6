package dev.homeostat.demo;

import java.util.List;

/** The demo cannot be run: what is wrong, where, and what to do, a line each. */
public final class DemoException extends Exception {
  private static final long serialVersionUID = 1;

  private final List<String> lines;

  /** One line. */
  public DemoException(String line) {
    this(List.of(line));
  }

  /** Several lines. */
  public DemoException(List<String> lines) {
    super(String.join("\n", lines));
    this.lines = List.copyOf(lines);
  }

  /** What to tell the user, a line each. */
  public List<String> lines() {
    return lines;
  }
}
