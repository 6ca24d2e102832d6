package dev.homeostat.slo;

/**
 * How fast a chain spends its error budget: 1 spends exactly the budget of a period in that period.
 *
 * <p>{@code burnRate = errorRatio / (1 - objective)}; Google SRE Workbook, chapter 5.
 */
public sealed interface BurnRate {

  /**
   * A burn rate that was measured.
   *
   * @param value ratio of the error ratio to the error budget
   */
  record Measured(double value) implements BurnRate {}

  /**
   * Too few events to tell; silence is neither an outage nor a success.
   *
   * @param service index of the first service with too few events
   * @param events what its window held
   * @param minEvents what it must hold
   */
  record LowTraffic(int service, double events, double minEvents) implements BurnRate {}

  /**
   * Counts that cannot be: more errors than events, or a number that is not finite.
   *
   * @param service index of the service
   * @param counts what was found
   */
  record Implausible(int service, EventCounts counts) implements BurnRate {}
}
