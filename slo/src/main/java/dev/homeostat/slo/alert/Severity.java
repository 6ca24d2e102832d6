package dev.homeostat.slo.alert;

/** Whom an alert wakes. */
public enum Severity {
  /** Somebody, now. */
  PAGE,
  /** Nobody; it is for the next working day. */
  TICKET
}
