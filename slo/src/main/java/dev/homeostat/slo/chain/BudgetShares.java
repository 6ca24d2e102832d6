package dev.homeostat.slo.chain;

import java.util.List;

/**
 * How the spent budget of a chain divides; all parts add up to 1, or to 0 where nothing is spent.
 *
 * @param services part of each service
 * @param shared part of what the members of redundant stages have in common, which is declared and
 *     not measured
 */
public record BudgetShares(List<Double> services, double shared) {

  public BudgetShares {
    services = List.copyOf(services);
  }
}
