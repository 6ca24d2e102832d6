package dev.homeostat.modes;

/** Which way a knob protects the service. */
public enum SaferDirection {
  LOWER,
  HIGHER;

  /** Whether the second value carries more risk than the first. */
  public boolean isRiskier(double from, double to) {
    return this == LOWER ? to > from : to < from;
  }

  /** The nearest whole multiple of the quantum on the safer side. */
  public double round(double value, double quantum) {
    // A value that is a multiple up to the last bit of its sum must not fall a whole quantum.
    double multiple = value / quantum;
    double nearest = Math.rint(multiple);
    if (Math.abs(multiple - nearest) < Math.min(1e-3, 1e-9 * Math.max(1, Math.abs(nearest)))) {
      return nearest * quantum;
    }
    return (this == LOWER ? Math.floor(multiple) : Math.ceil(multiple)) * quantum;
  }
}
