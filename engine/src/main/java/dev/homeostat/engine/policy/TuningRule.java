package dev.homeostat.engine.policy;

import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.tuning.ControllerKind;
import dev.homeostat.pid.tuning.FirstOrderModel;
import dev.homeostat.pid.tuning.StepRule;
import dev.homeostat.pid.tuning.Tuning;
import dev.homeostat.pid.tuning.UltimatePoint;
import dev.homeostat.pid.tuning.UltimateRule;

/**
 * A tuning rule as a resource names it.
 *
 * @param name which one
 * @param kind whether it proposes derivative action
 * @param closedLoopSeconds of SIMC; NaN for the dead time
 */
public record TuningRule(Name name, ControllerKind kind, double closedLoopSeconds) {

  /** The rules. */
  public enum Name {
    SIMC,
    AMIGO,
    ZIEGLER_NICHOLS,
    COHEN_COON,
    TYREUS_LUYBEN
  }

  /** Whether the ultimate point alone is not enough for it. */
  public boolean needsModel() {
    return name != Name.ZIEGLER_NICHOLS && name != Name.TYREUS_LUYBEN;
  }

  /** Gains from a model. */
  public Tuning ofModel(FirstOrderModel model) {
    return switch (name) {
      case SIMC ->
          Double.isNaN(closedLoopSeconds)
              ? Tuning.of(StepRule.SIMC, model, ControllerKind.PI)
              : Tuning.simc(model, closedLoopSeconds);
      case AMIGO -> Tuning.of(StepRule.AMIGO, model, kind);
      case COHEN_COON -> Tuning.of(StepRule.COHEN_COON, model, kind);
      case ZIEGLER_NICHOLS -> Tuning.of(StepRule.ZIEGLER_NICHOLS, model, kind);
      case TYREUS_LUYBEN -> Tuning.of(UltimateRule.TYREUS_LUYBEN, model, kind);
    };
  }

  /** Gains from the ultimate point, of a rule that needs no model. */
  public PidGains.Isa ofUltimate(UltimatePoint point) {
    UltimateRule rule =
        name == Name.ZIEGLER_NICHOLS ? UltimateRule.ZIEGLER_NICHOLS : UltimateRule.TYREUS_LUYBEN;
    return rule.gains(point, kind);
  }
}
