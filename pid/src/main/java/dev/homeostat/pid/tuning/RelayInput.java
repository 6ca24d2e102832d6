package dev.homeostat.pid.tuning;

/**
 * What one evaluation of a relay experiment knows.
 *
 * @param atMillis now, milliseconds since the epoch; it goes on also where the signal does not
 * @param setpoint around which the signal swings
 * @param measurement the signal; NaN where it is missing
 * @param budgetSpentRatio share of the error budget that is spent so far
 */
public record RelayInput(
    long atMillis, double setpoint, double measurement, double budgetSpentRatio) {}
