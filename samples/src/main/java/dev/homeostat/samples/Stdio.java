package dev.homeostat.samples;

import java.io.InputStream;
import java.io.PrintStream;

/** The three standard streams of a program. */
public record Stdio(InputStream in, PrintStream out, PrintStream err) {
  public static Stdio ofThisProcess() {
    return new Stdio(System.in, System.out, System.err);
  }
}
