package dev.homeostat.slo.chain;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import dev.homeostat.slo.Guarantee;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A checked chain, ready to be asked; {@link ChainDeclaration#compile} makes it. Services are named
 * by their index in {@link #services}, which is their order in the declaration.
 *
 * <p>Error ratios, not availabilities, are composed, so that small ones keep their digits: in
 * series {@code E = 1 - product(1 - e_i)}, in a redundant stage {@code E = 1 - shared * (1 -
 * product(e_i))}.
 */
public final class Chain {

  private final double objective;
  private final List<Service> services;
  private final Structure structure;

  /** Stages stand below those that contain them; the last one is the root. */
  Chain(double objective, List<Service> services, List<Stage> stages) {
    this.objective = objective;
    this.services = List.copyOf(services);
    this.structure = new Structure(services, stages);
  }

  /** End-to-end success ratio that is asked for. */
  public double objective() {
    return objective;
  }

  /** The services that are part of the chain. */
  public List<Service> services() {
    return services;
  }

  /** Index of a service, or -1 where the chain has none of that name. */
  public int indexOf(String service) {
    for (int i = 0; i < services.size(); i++) {
      if (services.get(i).name().equals(service)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Redundant stages that declare nothing that their members share: their independence is assumed.
   */
  public List<String> independenceAssumedIn() {
    return structure.stages().stream()
        .filter(
            stage ->
                stage.compose() instanceof Compose.Redundant redundant
                    && redundant.sharedAvailability() == null)
        .map(Stage::name)
        .toList();
  }

  /**
   * End-to-end success ratio.
   *
   * @param availabilities one a service, within 0 to 1
   */
  public double availability(double... availabilities) {
    checkSize(availabilities.length);
    double[] errorRatios = new double[structure.size()];
    for (int i = 0; i < availabilities.length; i++) {
      if (!(availabilities[i] >= 0 && availabilities[i] <= 1)) {
        throw new IllegalArgumentException(
            "availability of "
                + services.get(i).name()
                + " must lie within 0 to 1: "
                + availabilities[i]);
      }
      errorRatios[i] = 1 - availabilities[i];
    }
    structure.compose(errorRatios);
    return 1 - errorRatios[structure.root()];
  }

  /** End-to-end success ratio where every service just keeps its objective. */
  public double declaredAvailability() {
    return availability(services.stream().mapToDouble(Service::objective).toArray());
  }

  /** Whether the end-to-end objective is kept where every service just keeps its own. */
  public boolean objectiveReachable() {
    return declaredAvailability() >= objective;
  }

  /** The one objective that every service would need: {@code objective^(1/N)}, as if in series. */
  public double requiredPerService() {
    return Math.pow(objective, 1.0 / services.size());
  }

  /**
   * What one window says of the chain.
   *
   * @param counts one a service; {@link EventCounts#MISSING} where the source has none
   * @param minEvents events that a service's window must hold to count
   */
  public ChainWindow window(List<EventCounts> counts, double minEvents) {
    checkSize(counts.size());
    if (!(minEvents >= 1 && Double.isFinite(minEvents))) {
      throw new IllegalArgumentException("minEvents must be 1 or more: " + minEvents);
    }
    double[] errorRatios = new double[structure.size()];
    for (int i = 0; i < services.size(); i++) {
      EventCounts window = counts.get(i);
      errorRatios[i] =
          BurnRate.unusable(i, window, minEvents) == null ? window.errorRatio() : Double.NaN;
    }
    structure.compose(errorRatios);
    return new ChainWindow(this, structure, counts, minEvents, errorRatios);
  }

  /**
   * What one window says where slices are counted. Those of a stage are judged one by one, each
   * composed of its members' at that time, and so are counted, too: of their sums no stage follows.
   *
   * @param counts events, one a service, which say whether there are enough of them
   * @param minEvents events that a service's window must hold to count
   * @param slices bad ones and all, by the name of the service or stage
   */
  public ChainWindow window(
      List<EventCounts> counts, double minEvents, Map<String, EventCounts> slices) {
    ChainWindow ofEvents = window(counts, minEvents);
    double[] badRatios = new double[structure.size()];
    for (int node = 0; node < badRatios.length; node++) {
      String name =
          structure.isService(node) ? services.get(node).name() : structure.stage(node).name();
      EventCounts found = slices.getOrDefault(name, EventCounts.MISSING);
      badRatios[node] = found.total() > 0 ? found.errorRatio() : Double.NaN;
    }
    return ofEvents.inSlices(badRatios);
  }

  /** Burn rate of the chain in one window; {@link #window} says the same and more. */
  public BurnRate burnRate(List<EventCounts> counts, double minEvents) {
    return window(counts, minEvents).burnRate();
  }

  /** The latency that the declared budgets add up to. */
  public LatencyComposition latencyBudget() {
    double[] millis = new double[services.size()];
    for (int i = 0; i < millis.length; i++) {
      Double budgetMillis = services.get(i).latencyBudgetMillis();
      millis[i] = budgetMillis == null ? Double.NaN : budgetMillis;
    }
    return new Latencies(structure, millis).compose();
  }

  /**
   * The latency that measured ones add up to.
   *
   * @param millis one a service; a negative number and one that is not finite are no data
   */
  public LatencyComposition latency(double... millis) {
    checkSize(millis.length);
    return new Latencies(structure, millis).compose();
  }

  /**
   * Services that take longer than their share of the latency, the largest excess first.
   *
   * @param millis one a service; a number that is not finite is no data
   */
  public List<LatencyExcess> latencyExcesses(double... millis) {
    checkSize(millis.length);
    List<LatencyExcess> excesses = new ArrayList<>();
    for (int i = 0; i < millis.length; i++) {
      Double budgetMillis = services.get(i).latencyBudgetMillis();
      if (budgetMillis != null && Double.isFinite(millis[i]) && millis[i] > budgetMillis) {
        excesses.add(new LatencyExcess(i, millis[i], budgetMillis));
      }
    }
    excesses.sort(Comparator.comparingDouble(LatencyExcess::excessMillis).reversed());
    return excesses;
  }

  /** The guarantee that the declared ones leave; a service that declares none gives the weakest. */
  public GuaranteeReport guarantee(@Nullable Guarantee required) {
    return GuaranteeReport.of(
        structure, services.stream().map(Service::guarantee).toList(), required);
  }

  /**
   * The guarantee that is left in other modes than those declared for.
   *
   * @param now what each service gives now, null where it gives none
   * @param required the weakest that is acceptable, or null
   */
  public GuaranteeReport guarantee(List<@Nullable Guarantee> now, @Nullable Guarantee required) {
    checkSize(now.size());
    return GuaranteeReport.of(structure, now, required);
  }

  /** The load from which retries alone can hold some service down, or null where none is known. */
  public @Nullable Metastability metastability() {
    Metastability least = null;
    for (int i = 0; i < services.size(); i++) {
      RetryLoad load = services.get(i).retryLoad();
      if (load != null
          && (least == null
              || load.vulnerableAbovePerSecond() < least.vulnerableAbovePerSecond())) {
        least = new Metastability(i, load.vulnerableAbovePerSecond());
      }
    }
    return least;
  }

  /** Chains that are declared alike are equal: what holds one need not start anew for the other. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Chain chain
        && objective == chain.objective
        && services.equals(chain.services)
        && structure.stages().equals(chain.structure.stages());
  }

  @Override
  public int hashCode() {
    return Objects.hash(objective, services, structure.stages());
  }

  private void checkSize(int found) {
    if (found != services.size()) {
      throw new IllegalArgumentException(
          "expected one value for each of " + services.size() + " services, found " + found);
    }
  }
}
