package dev.homeostat.cli;

import dev.homeostat.demo.Timeline;

/** The command line as it is, but for a demo that takes a few seconds. */
final class ShortDemo {

  static final Timeline TIMELINE = new Timeline(1, 12, 3, 4, 0.4);

  public static void main(String[] arguments) {
    System.exit(Homeostat.commandLine(TIMELINE).execute(arguments));
  }

  private ShortDemo() {}
}
