package dev.homeostat.pid.tuning;

/** Which actions a proposed law has. */
public enum ControllerKind {
  PI,
  PID
}
