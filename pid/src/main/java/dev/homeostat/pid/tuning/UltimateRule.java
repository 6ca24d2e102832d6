package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.PidGains;

/**
 * Gains from the ultimate point.
 *
 * <pre>{@code
 * rule             kind  K        Ti       Td
 * Ziegler-Nichols  PI    0.45 Ku  Pu/1.2
 *                  PID   0.6 Ku   Pu/2     Pu/8
 * Tyreus-Luyben    PI    Ku/3.2   2.2 Pu
 *                  PID   Ku/2.2   2.2 Pu   Pu/6.3
 * }</pre>
 *
 * <p>Sources: Ziegler and Nichols (1942); Tyreus and Luyben, Tuning PI Controllers for
 * Integrator/Dead Time Processes (1992), and Luyben and Luyben, Essentials of Process Control
 * (1997) for PID.
 *
 * <p>Regimes. Ziegler-Nichols aims at a decay of a quarter; Tyreus-Luyben is slower, for processes
 * whose lag exceeds their dead time.
 */
public enum UltimateRule {
  ZIEGLER_NICHOLS(0.45, 1 / 1.2, 0.6, 0.5, 0.125),
  TYREUS_LUYBEN(1 / 3.2, 2.2, 1 / 2.2, 2.2, 1 / 6.3);

  private final double piGain;
  private final double piIntegral;
  private final double pidGain;
  private final double pidIntegral;
  private final double pidDerivative;

  UltimateRule(
      double piGain, double piIntegral, double pidGain, double pidIntegral, double pidDerivative) {
    this.piGain = piGain;
    this.piIntegral = piIntegral;
    this.pidGain = pidGain;
    this.pidIntegral = pidIntegral;
    this.pidDerivative = pidDerivative;
  }

  /** The gains. */
  public PidGains.Isa gains(UltimatePoint point, ControllerKind kind) {
    double period = point.periodSeconds();
    return kind == ControllerKind.PI
        ? PidGains.Isa.pi(piGain * point.gain(), piIntegral * period)
        : new PidGains.Isa(
            pidGain * point.gain(),
            pidIntegral * period,
            pidDerivative * period,
            StepRule.FILTER_FACTOR);
  }
}
