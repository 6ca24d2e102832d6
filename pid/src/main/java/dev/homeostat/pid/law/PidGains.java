package dev.homeostat.pid.law;

/**
 * The gains of a PID law in one of its three forms; {@link Action} gives them their sign.
 *
 * <pre>{@code
 * ISA       K (e + 1/Ti integral e + Td de/dt)
 * Parallel  Kp e + Ki integral e + Kd de/dt
 * Series    K (1 + 1/(Ti s)) (1 + Td s) e
 * }</pre>
 *
 * <p>Source: Astrom and Hagglund, Advanced PID Control (2006), section 3.2.
 *
 * <p>Regimes. All come down to {@link PidTerms}; ISA with Ti below 4 Td has no counterpart in
 * Series, and gains of one form are wrong in another.
 */
public sealed interface PidGains {

  /** An integral time that means no integral action. */
  double NO_INTEGRAL = Double.POSITIVE_INFINITY;

  /** A filter factor that means no filter. */
  double NO_FILTER = Double.POSITIVE_INFINITY;

  /** The gains that they come down to. */
  PidTerms terms();

  /**
   * Slower gains: the proportional gain divided and the integral time multiplied by the same
   * factor, as in the method of the biggest log modulus (Luyben, 1986).
   *
   * @param factor above 1
   */
  PidGains detuned(double factor);

  /**
   * The standard form: {@code u = K (e + integral(e) / Ti + Td de/dt / (1 + s Td / N))}.
   *
   * @param gain K, output unit per signal unit, above 0
   * @param integralSeconds Ti, above 0; {@link #NO_INTEGRAL} without integral action
   * @param derivativeSeconds Td; 0 without derivative action
   * @param filterFactor N, above 0; {@link #NO_FILTER} without a filter
   */
  record Isa(double gain, double integralSeconds, double derivativeSeconds, double filterFactor)
      implements PidGains {

    public Isa {
      Requirements.positive("gain", gain);
      Requirements.time("integralSeconds", integralSeconds);
      Requirements.notNegative("derivativeSeconds", derivativeSeconds);
      Requirements.time("filterFactor", filterFactor);
    }

    /** A law with proportional and integral action. */
    public static Isa pi(double gain, double integralSeconds) {
      return new Isa(gain, integralSeconds, 0, NO_FILTER);
    }

    @Override
    public PidTerms terms() {
      return new PidTerms(
          gain, gain / integralSeconds, gain * derivativeSeconds, derivativeSeconds / filterFactor);
    }

    @Override
    public Isa detuned(double factor) {
      Requirements.above("factor", factor, 1);
      return new Isa(gain / factor, integralSeconds * factor, derivativeSeconds, filterFactor);
    }
  }

  /**
   * The parallel form: {@code u = Kp e + Ki integral(e) + Kd de/dt / (1 + s Kd / (Kp N))}.
   *
   * @param proportional Kp, 0 or more
   * @param integralPerSecond Ki, 0 or more
   * @param derivativeSeconds Kd, 0 or more
   * @param filterFactor N, above 0; {@link #NO_FILTER} without a filter, as where Kp is 0
   */
  record Parallel(
      double proportional, double integralPerSecond, double derivativeSeconds, double filterFactor)
      implements PidGains {

    public Parallel {
      Requirements.notNegative("proportional", proportional);
      Requirements.notNegative("integralPerSecond", integralPerSecond);
      Requirements.notNegative("derivativeSeconds", derivativeSeconds);
      Requirements.time("filterFactor", filterFactor);
      if (proportional == 0 && integralPerSecond == 0 && derivativeSeconds == 0) {
        throw new IllegalArgumentException("one of the gains must be above 0, all are 0");
      }
      if (proportional == 0 && derivativeSeconds > 0 && filterFactor < NO_FILTER) {
        throw new IllegalArgumentException(
            "filterFactor must be infinite where proportional is 0, found " + filterFactor);
      }
    }

    @Override
    public PidTerms terms() {
      return new PidTerms(
          proportional,
          integralPerSecond,
          derivativeSeconds,
          filterFactor == NO_FILTER || derivativeSeconds == 0
              ? 0
              : derivativeSeconds / proportional / filterFactor);
    }

    @Override
    public Parallel detuned(double factor) {
      Requirements.above("factor", factor, 1);
      return new Parallel(
          proportional / factor,
          integralPerSecond / (factor * factor),
          derivativeSeconds / factor,
          filterFactor);
    }
  }

  /**
   * The series form, {@code u = K' (1 + 1/(s Ti')) (1 + s Td') e}, which is the standard form with
   * {@code K = K' f, Ti = Ti' f, Td = Td' / f, f = 1 + Td'/Ti'}; the filter then is the standard
   * form's.
   *
   * @param gain K', above 0
   * @param integralSeconds Ti', above 0; {@link #NO_INTEGRAL} without integral action
   * @param derivativeSeconds Td'; 0 without derivative action
   * @param filterFactor N, above 0; {@link #NO_FILTER} without a filter
   */
  record Series(double gain, double integralSeconds, double derivativeSeconds, double filterFactor)
      implements PidGains {

    public Series {
      Requirements.positive("gain", gain);
      Requirements.time("integralSeconds", integralSeconds);
      Requirements.notNegative("derivativeSeconds", derivativeSeconds);
      Requirements.time("filterFactor", filterFactor);
    }

    /** The same law in the standard form. */
    public Isa isa() {
      double interaction = 1 + derivativeSeconds / integralSeconds;
      return new Isa(
          gain * interaction,
          integralSeconds * interaction,
          derivativeSeconds / interaction,
          filterFactor);
    }

    @Override
    public PidTerms terms() {
      return isa().terms();
    }

    @Override
    public Series detuned(double factor) {
      Requirements.above("factor", factor, 1);
      return new Series(gain / factor, integralSeconds * factor, derivativeSeconds, filterFactor);
    }
  }
}
