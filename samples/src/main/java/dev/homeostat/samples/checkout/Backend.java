package dev.homeostat.samples.checkout;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What the checkout service waits for: one call that holds one connection of the pool. */
@FunctionalInterface
interface Backend {
  /**
   * Returns the backend's answer.
   *
   * @param requestKey the client's key, passed on so that the backend draws the same time for it
   */
  String call(@Nullable String requestKey) throws IOException;
}
