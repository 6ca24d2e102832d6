package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.PidGains;

/**
 * Gains from a model of first order with dead time; {@code r = theta / tau}, {@code a = |K| r}.
 *
 * <pre>{@code
 * rule             kind  K                              Ti                          Td
 * Ziegler-Nichols  PI    0.9/a                          theta/0.3
 *                  PID   1.2/a                          2 theta                     theta/2
 * Cohen-Coon       PI    (0.9 + r/12)/a                 theta(30+3r)/(9+20r)
 *                  PID   (4/3 + r/4)/a                  theta(32+6r)/(13+8r)        4 theta/(11+2r)
 * SIMC             PI    tau/(|K|(tauC+theta))          min(tau, 4(tauC+theta)), tauC = theta
 * AMIGO            PI    (0.15 + (0.35 - r/(1+r)^2)/r)/|K|
 *                        theta(0.35 + 13/(1+12r+7r^2))
 *                  PID   (0.2 + 0.45/r)/|K|             theta(0.4r+0.8)/(r+0.1)     0.5 theta/(0.3r+1)
 * }</pre>
 *
 * <p>Sources: Ziegler and Nichols, Optimum Settings for Automatic Controllers (1942); Cohen and
 * Coon, Theoretical Consideration of Retarded Control (1953); Skogestad (2003); Astrom and
 * Hagglund, Advanced PID Control (2006), section 7.2.
 *
 * <p>Regimes. Ziegler-Nichols and Cohen-Coon aim at a decay of a quarter and leave little margin;
 * SIMC and AMIGO at a maximum sensitivity of about 1.6 and 1.4. SIMC's PID needs a second lag, see
 * {@link Tuning#simc}; of a model of first order it gives PI.
 */
public enum StepRule {
  ZIEGLER_NICHOLS {
    @Override
    PidGains.Isa gains(double gain, double lag, double deadTime, ControllerKind kind) {
      double a = gain * deadTime / lag;
      return kind == ControllerKind.PI
          ? PidGains.Isa.pi(0.9 / a, deadTime / 0.3)
          : pid(1.2 / a, 2 * deadTime, deadTime / 2);
    }
  },
  COHEN_COON {
    @Override
    PidGains.Isa gains(double gain, double lag, double deadTime, ControllerKind kind) {
      double r = deadTime / lag;
      double a = gain * r;
      return kind == ControllerKind.PI
          ? PidGains.Isa.pi((0.9 + r / 12) / a, deadTime * (30 + 3 * r) / (9 + 20 * r))
          : pid(
              (4.0 / 3 + r / 4) / a,
              deadTime * (32 + 6 * r) / (13 + 8 * r),
              4 * deadTime / (11 + 2 * r));
    }
  },
  SIMC {
    @Override
    PidGains.Isa gains(double gain, double lag, double deadTime, ControllerKind kind) {
      return PidGains.Isa.pi(lag / (gain * 2 * deadTime), Math.min(lag, 8 * deadTime));
    }
  },
  AMIGO {
    @Override
    PidGains.Isa gains(double gain, double lag, double deadTime, ControllerKind kind) {
      double r = deadTime / lag;
      return kind == ControllerKind.PI
          ? PidGains.Isa.pi(
              (0.15 + (0.35 - r / ((1 + r) * (1 + r))) / r) / gain,
              deadTime * (0.35 + 13 / (1 + 12 * r + 7 * r * r)))
          : pid(
              (0.2 + 0.45 / r) / gain,
              deadTime * (0.4 * r + 0.8) / (r + 0.1),
              0.5 * deadTime / (0.3 * r + 1));
    }
  };

  /** A factor of the derivative filter that is usual. */
  static final double FILTER_FACTOR = 10;

  /** The gains of a process with a gain and a dead time above 0. */
  abstract PidGains.Isa gains(double gain, double lag, double deadTime, ControllerKind kind);

  private static PidGains.Isa pid(double gain, double integralSeconds, double derivativeSeconds) {
    return new PidGains.Isa(gain, integralSeconds, derivativeSeconds, FILTER_FACTOR);
  }
}
