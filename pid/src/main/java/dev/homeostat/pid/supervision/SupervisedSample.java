package dev.homeostat.pid.supervision;

/**
 * What a supervisor sees of a loop.
 *
 * @param atMillis timestamp of the sample, milliseconds since the epoch
 * @param setpoint the one that the law saw
 * @param measurement the process variable
 * @param output of the law
 * @param limited whether a bound or another loop keeps the output from what the law wants
 */
public record SupervisedSample(
    long atMillis, double setpoint, double measurement, double output, boolean limited) {

  /** Set point less measurement. */
  double error() {
    return setpoint - measurement;
  }

  /** Whether every value is a number. */
  boolean usable() {
    return Double.isFinite(error()) && Double.isFinite(output);
  }
}
