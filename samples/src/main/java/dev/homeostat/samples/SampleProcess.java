package dev.homeostat.samples;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The life of a sample process from its arguments to its exit code. */
public final class SampleProcess {
  public static final int EXIT_DONE = 0;
  public static final int EXIT_FAILED = 1;
  public static final int EXIT_USAGE = 2;
  public static final int EXIT_PORT_TAKEN = 3;

  private SampleProcess() {}

  /** Runs the program on the calling thread and returns its exit code. */
  public static int run(SampleProgram program, List<String> words, Stdio stdio) {
    String name = program.options().program();
    try {
      Arguments arguments = program.options().parse(words);
      if (arguments.has(Options.HELP)) {
        stdio.out().print(program.options().usage());
        stdio.out().flush();
        return EXIT_DONE;
      }
      try (RunningProgram running = program.start(arguments, stdio)) {
        stdio.out().println("listening on 127.0.0.1:" + running.port());
        stdio.out().flush();
        if (arguments.has(Options.EXIT_WITH_PARENT)) {
          interruptAtEnd(stdio.in(), Thread.currentThread());
        }
        running.run();
        return EXIT_DONE;
      }
    } catch (UsageException e) {
      stdio.err().println(name + ": " + e.getMessage());
      return EXIT_USAGE;
    } catch (StartException e) {
      stdio.err().println(name + ": " + e.getMessage());
      return e.exitCode();
    } catch (IOException e) {
      stdio.err().println(name + ": expected to run to the end, found " + e + "; start it again");
      return EXIT_FAILED;
    } catch (InterruptedException e) {
      return EXIT_DONE;
    }
  }

  /**
   * The end of standard input is the only news of a parent killed by SIGKILL: the kernel closes the
   * pipe whatever became of the parent.
   */
  private static void interruptAtEnd(InputStream input, Thread program) {
    Thread watch =
        new Thread(
            () -> {
              awaitEnd(input);
              program.interrupt();
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void awaitEnd(InputStream input) {
    byte[] ignored = new byte[256];
    try {
      while (input.read(ignored) >= 0) {
        // What a parent writes has no meaning.
      }
    } catch (IOException broken) {
      // A broken pipe is an end too.
    }
  }
}
