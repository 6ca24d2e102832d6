package dev.homeostat.sim.scenario;

import dev.homeostat.sim.metrics.ScrapePolicy;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.PlantSpec;
import java.util.List;

/**
 * A plant, who uses it, and what happens to it: all of a run but its seed and its controller.
 *
 * @param name in lower case with hyphens
 * @param plant what serves
 * @param clients what clients do when an attempt fails
 * @param demand how many requests arrive
 * @param faults dials that are set in the run
 * @param scrape how a controller sees the plant
 * @param span length of the run, and when its fault begins
 * @param objective share of the requests that shall succeed
 */
public record Scenario(
    String name,
    PlantSpec plant,
    ClientPolicy clients,
    Demand demand,
    List<Change> faults,
    ScrapePolicy scrape,
    Span span,
    double objective) {

  /** The objective of the built-in scenarios. */
  public static final double USUAL_OBJECTIVE = 0.999;

  /**
   * The times of a run.
   *
   * @param faultSeconds start of the fault; recovery counts from there
   * @param endSeconds its end; requests that arrive later count no more
   */
  public record Span(double faultSeconds, double endSeconds) {

    /** The longest run: a week. */
    private static final double LONGEST_SECONDS = 604_800;

    public Span {
      if (!(endSeconds > 0 && endSeconds <= LONGEST_SECONDS)) {
        throw new IllegalArgumentException(
            "expected an end above 0 and at most a week, found " + endSeconds + " s");
      }
      if (!(faultSeconds >= 0 && faultSeconds < endSeconds)) {
        throw new IllegalArgumentException(
            "expected a fault before the end at " + endSeconds + " s, found " + faultSeconds);
      }
    }
  }

  public Scenario {
    faults = List.copyOf(faults);
    if (!(objective > 0 && objective < 1)) {
      throw new IllegalArgumentException(
          "expected an objective above 0 and below 1, found " + objective);
    }
  }

  /** The same with other faults. */
  public Scenario withFaults(List<Change> others) {
    return new Scenario(name, plant, clients, demand, others, scrape, span, objective);
  }

  /** The same with another plant. */
  public Scenario with(PlantSpec other) {
    return new Scenario(name, other, clients, demand, faults, scrape, span, objective);
  }

  /** The same with another demand. */
  public Scenario with(Demand other) {
    return new Scenario(name, plant, clients, other, faults, scrape, span, objective);
  }

  /** The same with other clients. */
  public Scenario with(ClientPolicy others) {
    return new Scenario(name, plant, others, demand, faults, scrape, span, objective);
  }

  /** The same with another scrape. */
  public Scenario with(ScrapePolicy other) {
    return new Scenario(name, plant, clients, demand, faults, other, span, objective);
  }

  /** The same with another length. */
  public Scenario with(Span other) {
    return new Scenario(name, plant, clients, demand, faults, scrape, other, objective);
  }
}
