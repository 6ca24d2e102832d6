package dev.homeostat.slo.alert;

/**
 * What one evaluation says of an alert.
 *
 * @param rule the alert
 * @param outcome whether it fires
 */
public record AlertState(AlertRule rule, Outcome outcome) {

  /** Whether an alert fires, and why that is not known where it is not. */
  public enum Outcome {
    /** Both windows burn above the factor. */
    FIRING,
    /** One window does not burn above the factor, whatever the other says. */
    QUIET,
    /** The events are too few to fire, or there are none. */
    LOW_TRAFFIC,
    /** The source has no data. */
    NO_DATA,
    /** The counts cannot be. */
    IMPLAUSIBLE
  }
}
