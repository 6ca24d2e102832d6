package dev.homeostat.bench;

/** The part of an incident that a benchmark plans over and over. */
public enum Phase {
  /** All is well, and nothing has been changed yet. */
  TARGET("10m"),
  /** All knobs are on their way down, so every step writes both objects. */
  DEGRADED("10m"),
  /** Knobs climb and hold in turn, through every step of Recovery but the last. */
  RECOVERY("30s"),
  /** All is well again, and every field is still held. */
  BACK_IN_TARGET("30s");

  private final String ramp;

  Phase(String ramp) {
    this.ramp = ramp;
  }

  /** Time of a full move of its knobs. */
  String ramp() {
    return ramp;
  }
}
