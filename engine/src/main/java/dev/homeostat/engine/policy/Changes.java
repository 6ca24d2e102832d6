package dev.homeostat.engine.policy;

import dev.homeostat.modes.RollbackPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What binds the changes of a workload's settings.
 *
 * @param rollback when one is taken back by itself
 * @param constraints rules that no write may break
 * @param canary how one towards more risk is tried first; null where it is not
 */
public record Changes(
    RollbackPolicy rollback, List<Constraint> constraints, @Nullable Canary canary) {

  /** Nothing does. */
  public static final Changes NONE = new Changes(RollbackPolicy.NONE, List.of(), null);

  public Changes {
    constraints = List.copyOf(constraints);
  }

  /** Whether a constraint names the knobs of another workload. */
  public boolean names(String operatingMode) {
    for (Constraint constraint : constraints) {
      if (constraint.others().contains(operatingMode)) {
        return true;
      }
    }
    return false;
  }
}
