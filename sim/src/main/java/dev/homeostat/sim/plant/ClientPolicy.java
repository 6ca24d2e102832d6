package dev.homeostat.sim.plant;

import org.jspecify.annotations.Nullable;

/**
 * What clients do when an attempt fails.
 *
 * @param timeoutSeconds how long each attempt is waited for, from its sending
 * @param resends how often a request is sent again at most
 * @param backOff the wait before that
 * @param budgetRatio resends for each request that all clients together may add; null: any number
 * @param breaker when they stop sending; null: never
 */
public record ClientPolicy(
    double timeoutSeconds,
    int resends,
    BackOff backOff,
    @Nullable Double budgetRatio,
    @Nullable BreakerPolicy breaker) {

  /** The most resends that a knob can be set to. */
  static final int MOST_RESENDS = 100;

  public ClientPolicy {
    if (!(timeoutSeconds > 0 && timeoutSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive time-out, found " + timeoutSeconds + " s");
    }
    if (resends < 0 || resends > MOST_RESENDS) {
      throw new IllegalArgumentException(
          "expected 0 to " + MOST_RESENDS + " resends, found " + resends);
    }
    if (budgetRatio != null && !(budgetRatio >= 0 && budgetRatio <= MOST_RESENDS)) {
      throw new IllegalArgumentException(
          "expected a retry budget from 0 to " + MOST_RESENDS + ", found " + budgetRatio);
    }
  }

  /** Clients that resend at once, as often as they may. */
  public static ClientPolicy eager(double timeoutSeconds, int resends) {
    return new ClientPolicy(timeoutSeconds, resends, BackOff.NONE, null, null);
  }

  /** The same, with waits. */
  public ClientPolicy with(BackOff waits) {
    return new ClientPolicy(timeoutSeconds, resends, waits, budgetRatio, breaker);
  }

  /** The same, with a retry budget. */
  public ClientPolicy withBudget(double ratio) {
    return new ClientPolicy(timeoutSeconds, resends, backOff, ratio, breaker);
  }

  /** The same, with a breaker. */
  public ClientPolicy with(BreakerPolicy policy) {
    return new ClientPolicy(timeoutSeconds, resends, backOff, budgetRatio, policy);
  }
}
