package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.PidGains;

/** Gains that a rule proposes, with the margins they leave, or why it proposes none. */
public sealed interface Tuning {

  /**
   * A proposal.
   *
   * @param gains in the form of the rule
   * @param action that goes with the process
   * @param margins of the loop with the model
   */
  record Proposed(PidGains gains, Action action, Margins margins) implements Tuning {}

  /**
   * No proposal.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements Tuning {}

  /** Why a rule proposes nothing. */
  enum Reason {
    /** Without dead time every gain is stable, and the rule has no bound; declare one. */
    NO_DEAD_TIME,
    /** The rule's gains make the loop with this model unstable. */
    UNSTABLE
  }

  /** Gains from a model. */
  static Tuning of(StepRule rule, FirstOrderModel model, ControllerKind kind) {
    if (model.deadTimeSeconds() == 0) {
      return new Refused(Reason.NO_DEAD_TIME);
    }
    PidGains gains =
        rule.gains(Math.abs(model.gain()), model.lagSeconds(), model.deadTimeSeconds(), kind);
    return checked(gains, model);
  }

  /** Gains from the ultimate point of a model. */
  static Tuning of(UltimateRule rule, FirstOrderModel model, ControllerKind kind) {
    return model.deadTimeSeconds() == 0
        ? new Refused(Reason.NO_DEAD_TIME)
        : checked(rule.gains(UltimatePoint.of(model), kind), model);
  }

  /**
   * SIMC with a closed-loop time constant of one's own, {@code K = tau/(|K|(tauC + theta))}, {@code
   * Ti = min(tau, 4(tauC + theta))}.
   *
   * @param closedLoopSeconds tauC, above 0; larger is slower and more robust
   */
  static Tuning simc(FirstOrderModel model, double closedLoopSeconds) {
    return checked(simcGains(model, closedLoopSeconds), model);
  }

  /**
   * SIMC's PID in series form, whose derivative time is the second lag. The margins are those of
   * the model without that lag under the law without its derivative, which cancel each other.
   *
   * @param closedLoopSeconds tauC, above 0
   */
  static Tuning simc(SecondOrderModel model, double closedLoopSeconds) {
    PidGains.Isa pi = simcGains(model.dominant(), closedLoopSeconds);
    Tuning tuning = checked(pi, model.dominant());
    return tuning instanceof Proposed proposed
        ? new Proposed(
            new PidGains.Series(
                pi.gain(), pi.integralSeconds(), model.secondLagSeconds(), PidGains.NO_FILTER),
            proposed.action(),
            proposed.margins())
        : tuning;
  }

  private static PidGains.Isa simcGains(FirstOrderModel model, double closedLoopSeconds) {
    if (!(closedLoopSeconds > 0 && closedLoopSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "closedLoopSeconds must be finite and above 0, found " + closedLoopSeconds);
    }
    double response = closedLoopSeconds + model.deadTimeSeconds();
    return PidGains.Isa.pi(
        model.lagSeconds() / (Math.abs(model.gain()) * response),
        Math.min(model.lagSeconds(), 4 * response));
  }

  private static Tuning checked(PidGains gains, FirstOrderModel model) {
    Stability stability = LoopAnalysis.of(gains, model.action(), model);
    return stability instanceof Stability.Stable stable
        ? new Proposed(gains, model.action(), stable.margins())
        : new Refused(Reason.UNSTABLE);
  }
}
