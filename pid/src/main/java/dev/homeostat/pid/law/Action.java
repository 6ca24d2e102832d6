package dev.homeostat.pid.law;

/** Which way the output moves when the measurement rises. */
public enum Action {
  /** The output rises with the measurement, as a process with a negative gain needs it. */
  DIRECT(-1),
  /** The output falls when the measurement rises, as a process with a positive gain needs it. */
  REVERSE(1);

  private final int sign;

  Action(int sign) {
    this.sign = sign;
  }

  /** The sign of a gain on the error, set point less measurement. */
  int sign() {
    return sign;
  }
}
