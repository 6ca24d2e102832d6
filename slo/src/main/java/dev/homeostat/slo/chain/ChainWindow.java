package dev.homeostat.slo.chain;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the counts of one window say of a chain and of each of its services. */
public final class ChainWindow {

  /** A service that just keeps its objective does not fall short by the last bits of it. */
  private static final double ROUNDING = 1e-12;

  private final Chain chain;
  private final Structure structure;
  private final List<EventCounts> counts;
  private final double minEvents;

  /** By node; NaN where it says nothing. */
  private final double[] errorRatios;

  ChainWindow(
      Chain chain,
      Structure structure,
      List<EventCounts> counts,
      double minEvents,
      double[] errorRatios) {
    this.chain = chain;
    this.structure = structure;
    this.counts = counts;
    this.minEvents = minEvents;
    this.errorRatios = errorRatios;
  }

  /** The same window in slices: what says nothing in events says nothing in slices. */
  ChainWindow inSlices(double[] badRatios) {
    for (int node = 0; node < badRatios.length; node++) {
      badRatios[node] = Double.isNaN(errorRatios[node]) ? Double.NaN : badRatios[node];
    }
    return new ChainWindow(chain, structure, counts, minEvents, badRatios);
  }

  /**
   * Burn rate of the whole chain. Counts that cannot be and missing ones spoil it wherever they
   * are; a quiet service does where it is needed.
   */
  public BurnRate burnRate() {
    for (int i = 0; i < counts.size(); i++) {
      BurnRate unusable =
          Double.isNaN(errorRatios[i]) ? BurnRate.unusable(i, counts.get(i), minEvents) : null;
      if (unusable instanceof BurnRate.Implausible || unusable instanceof BurnRate.Missing) {
        return unusable;
      }
    }
    double errorRatio = errorRatios[structure.root()];
    if (!Double.isNaN(errorRatio)) {
      return new BurnRate.Measured(errorRatio / (1 - chain.objective()));
    }
    int quiet = firstQuiet();
    BurnRate why = serviceBurnRate(quiet);
    // A stage without slices may have members that have some.
    return why instanceof BurnRate.Measured ? new BurnRate.Missing(quiet) : why;
  }

  /** Burn rate of one service against its own objective. */
  public BurnRate serviceBurnRate(int service) {
    BurnRate unusable = BurnRate.unusable(service, counts.get(service), minEvents);
    if (unusable != null || Double.isNaN(errorRatios[service])) {
      return unusable == null ? new BurnRate.Missing(service) : unusable;
    }
    double objective = chain.services().get(service).objective();
    return new BurnRate.Measured(errorRatios[service] / (1 - objective));
  }

  /**
   * The service that fails its own objective by most, {@code objective - availability}; where none
   * fails it, the one that declares the lowest objective. Of equals the first.
   */
  public WeakestService weakest() {
    int weakest = -1;
    double most = ROUNDING;
    for (int i = 0; i < counts.size(); i++) {
      double shortfall = chain.services().get(i).objective() - (1 - errorRatios[i]);
      if (shortfall > most) {
        weakest = i;
        most = shortfall;
      }
    }
    return weakest >= 0
        ? new WeakestService(weakest, WeakestService.Cause.FALLS_SHORT, most)
        : WeakestService.declared(chain.services());
  }

  /**
   * How the spent budget divides among the services, or null where the chain has no burn rate.
   *
   * <p>From the root down each stage's part is divided in proportion to its members' error ratios;
   * of a redundant stage what its members share comes first. So the parts add up to 1, also in a
   * total outage, or are all 0 where nothing failed.
   */
  public @Nullable BudgetShares budgetShares() {
    if (!(burnRate() instanceof BurnRate.Measured)) {
      return null;
    }
    double[] parts = new double[structure.size()];
    parts[structure.root()] = errorRatios[structure.root()] > 0 ? 1 : 0;
    double shared = 0;
    for (int node = structure.root(); !structure.isService(node); node--) {
      double part = parts[node];
      if (part > 0 && structure.isRedundant(node)) {
        // Rounding makes it a hair more than all there is, where the branches add nothing.
        double ofShared = Math.min(part, part * (1 - structure.shared(node)) / errorRatios[node]);
        shared += ofShared;
        part -= ofShared;
      }
      divide(part, structure.members(node), parts);
    }
    return new BudgetShares(
        Arrays.stream(parts, 0, structure.serviceCount()).boxed().toList(), shared);
  }

  private void divide(double part, int[] members, double[] parts) {
    double sum = 0;
    for (int member : members) {
      sum += known(member);
    }
    if (sum > 0) {
      for (int member : members) {
        parts[member] = part * known(member) / sum;
      }
    }
  }

  private double known(int node) {
    return Double.isNaN(errorRatios[node]) ? 0 : errorRatios[node];
  }

  private int firstQuiet() {
    int node = structure.root();
    while (!structure.isService(node)) {
      int[] members = structure.members(node);
      node = members[0];
      for (int member : members) {
        if (Double.isNaN(errorRatios[member])) {
          node = member;
          break;
        }
      }
    }
    return node;
  }
}
