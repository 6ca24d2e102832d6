package dev.homeostat.slo.chain;

import org.jspecify.annotations.Nullable;

/** How the members of a stage combine. */
public sealed interface Compose {

  /** One after the other, each needed: {@code A = product(A_i)}, latencies add. */
  record Serial() implements Compose {}

  /** All at once, each needed: {@code A = product(A_i)}, the slowest member's latency counts. */
  record FanOut() implements Compose {}

  /**
   * Any member is enough: {@code A = shared * (1 - product(1 - A_i))}, where the {@code A_i} are
   * conditional on what the members share.
   *
   * @param sharedAvailability of what all members have in common, above 0 and at most 1; null where
   *     none is declared, and they are taken for independent
   * @param waitedFor the member whose latency counts; null where none is declared
   */
  record Redundant(@Nullable Double sharedAvailability, @Nullable String waitedFor)
      implements Compose {}
}
