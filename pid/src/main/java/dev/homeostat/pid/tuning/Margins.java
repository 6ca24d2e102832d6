package dev.homeostat.pid.tuning;

/**
 * How far a loop is from instability.
 *
 * @param gainMargin by which factor the gain may rise, or fall where that is less; infinite where
 *     any may
 * @param phaseMarginDegrees how much more the loop may lag; infinite where its gain is below 1
 * @param maximumSensitivity Ms, the inverse of the shortest distance of the open loop from -1; 1.2
 *     to 2 is usual
 */
public record Margins(double gainMargin, double phaseMarginDegrees, double maximumSensitivity) {

  /**
   * Whether a process that is not quite the model still leaves the loop stable: at least 2, at
   * least 30 degrees, and at most 2, the usual bounds of Astrom and Hagglund, Advanced PID Control
   * (2006), section 4.6.
   */
  public boolean areAmple() {
    return gainMargin >= 2 && phaseMarginDegrees >= 30 && maximumSensitivity <= 2;
  }
}
