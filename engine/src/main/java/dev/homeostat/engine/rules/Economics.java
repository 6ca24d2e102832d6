package dev.homeostat.engine.rules;

import dev.homeostat.slo.cost.CostModel;
import dev.homeostat.slo.cost.GuaranteeOption;
import java.util.List;

/**
 * The prices of a chain.
 *
 * @param currency of all of them
 * @param model what a wrong answer, a second of delay and a minute in a mode cost
 * @param options guarantees to choose from; at least one
 * @param requestsPerDay how many requests there are
 */
public record Economics(
    String currency, CostModel model, List<GuaranteeOption> options, double requestsPerDay) {

  public Economics {
    options = List.copyOf(options);
  }
}
