package dev.homeostat.pid.law;

/** Why a law kept its output and its state. */
public enum HoldReason {
  /** The measurement is NaN or infinite. */
  MEASUREMENT_NOT_FINITE,
  /** The measurement is zero or negative, where it is a duration. */
  MEASUREMENT_NOT_POSITIVE,
  /** The set point is NaN or infinite. */
  SETPOINT_NOT_FINITE,
  /** The set point lies outside the process's range. */
  SETPOINT_OUT_OF_RANGE,
  /** The feed-forward is NaN or infinite. */
  FEED_FORWARD_NOT_FINITE,
  /** The applied value is infinite, or NaN where it must be known. */
  APPLIED_NOT_FINITE,
  /** The number of requests in flight is negative, NaN or infinite. */
  INFLIGHT_IMPLAUSIBLE,
  /** The sample is the one that was used last. */
  TIMESTAMP_REPEATED,
  /** The sample is older than the one that was used last. */
  TIMESTAMP_BACKWARDS,
  /** The inputs are finite, and what follows from them is not. */
  OVERFLOW
}
