package dev.homeostat.samples;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A sample process that has bound its port. */
public interface RunningProgram extends AutoCloseable {
  int port();

  /** Works until the program is done; a server is done only when it is interrupted. */
  default void run() throws InterruptedException, IOException {
    new CountDownLatch(1).await();
  }

  @Override
  void close();
}
