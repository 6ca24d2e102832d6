package dev.homeostat.pid.law;

/** To which multiple of the quantum an output is rounded. */
public enum Rounding {
  NEAREST,
  DOWN,
  UP;

  /** A whole number; one that is whole up to the last bits of a sum stays what it is. */
  double round(double multiple) {
    double nearest = Math.rint(multiple);
    if (this == NEAREST || Math.abs(multiple - nearest) < 1e-9 * Math.max(1, Math.abs(nearest))) {
      return nearest;
    }
    return this == DOWN ? Math.floor(multiple) : Math.ceil(multiple);
  }
}
