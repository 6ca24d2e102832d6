package dev.homeostat.slo.chain;

import dev.homeostat.slo.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * One service as it is declared; {@link ChainDeclaration#compile} tells what is wrong with it.
 *
 * @param name unique among services and stages
 * @param objective its success ratio, strictly between 0 and 1
 * @param latencyBudgetMillis its part of the end-to-end latency, above 0; null where none is
 *     declared
 * @param guarantee what its answers keep to; null where none is declared
 * @param retryLoad what retries can make of its load; null where it is not declared
 */
public record Service(
    String name,
    double objective,
    @Nullable Double latencyBudgetMillis,
    @Nullable Guarantee guarantee,
    @Nullable RetryLoad retryLoad) {

  /** A service of which only the objective is declared. */
  public static Service of(String name, double objective) {
    return new Service(name, objective, null, null, null);
  }
}
