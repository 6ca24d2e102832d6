package dev.homeostat.slo.cost;

import java.util.List;
import java.util.Map;

/**
 * Prices, in one currency.
 *
 * <p>{@code wrongness = probability * impact * volume}, which falls with stronger guarantees;
 * {@code coordination = delay * volume * price of a second}, which rises with them.
 *
 * @param wrongImpact what one wrong answer costs
 * @param coordinationPerSecond what a second of one request's delay costs
 * @param modePerMinute what a minute in each mode costs, by its name
 */
public record CostModel(
    double wrongImpact, double coordinationPerSecond, Map<String, Double> modePerMinute) {

  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double MILLIS_PER_MINUTE = 60_000;

  public CostModel {
    modePerMinute = Map.copyOf(modePerMinute);
    checkPrice("a wrong answer", wrongImpact);
    checkPrice("a second of delay", coordinationPerSecond);
    modePerMinute.forEach((mode, price) -> checkPrice("a minute in " + mode, price));
  }

  /**
   * What a guarantee costs.
   *
   * @param volume requests, finite and not negative
   */
  public GuaranteeCost of(GuaranteeOption option, double volume) {
    if (!(volume >= 0 && Double.isFinite(volume))) {
      throw new IllegalArgumentException("a volume is finite and not negative: " + volume);
    }
    return new GuaranteeCost(
        option.guarantee(),
        option.wrongProbability() * wrongImpact * volume,
        option.coordinationMillis() / MILLIS_PER_SECOND * volume * coordinationPerSecond);
  }

  /**
   * The guarantee with the least total; of equals the strongest.
   *
   * @param options at least one
   */
  public GuaranteeCost cheapest(List<GuaranteeOption> options, double volume) {
    if (options.isEmpty()) {
      throw new IllegalArgumentException("there is no guarantee to choose from");
    }
    GuaranteeCost cheapest = of(options.get(0), volume);
    for (GuaranteeOption option : options) {
      GuaranteeCost cost = of(option, volume);
      if (cost.total() < cheapest.total()
          || (cost.total() == cheapest.total()
              && cost.guarantee().isAtLeast(cheapest.guarantee()))) {
        cheapest = cost;
      }
    }
    return cheapest;
  }

  /** What a stay in a mode costs; the mode must have a price. */
  public double ofMode(String mode, long millis) {
    Double price = modePerMinute.get(mode);
    if (price == null || millis < 0) {
      throw new IllegalArgumentException("no price for " + millis + " ms in the mode " + mode);
    }
    return price * millis / MILLIS_PER_MINUTE;
  }

  private static void checkPrice(String what, double price) {
    if (!(price >= 0 && Double.isFinite(price))) {
      throw new IllegalArgumentException(
          "the price of " + what + " must be finite and not negative: " + price);
    }
  }
}
