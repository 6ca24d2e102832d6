package dev.homeostat.engine.policy;

import java.util.List;

/**
 * The control loops on the knobs of one workload.
 *
 * @param signals that they read, which the modes do not
 * @param all the loops, whose signals are numbered by {@code signals}
 */
public record Loops(List<SignalPolicy> signals, List<LoopPolicy> all) {

  /** No loop. */
  public static final Loops NONE = new Loops(List.of(), List.of());

  public Loops {
    signals = List.copyOf(signals);
    all = List.copyOf(all);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }
}
