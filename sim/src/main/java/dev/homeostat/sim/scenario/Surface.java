package dev.homeostat.sim.scenario;

import dev.homeostat.sim.plant.Knobs;
import dev.homeostat.sim.plant.Plant;
import dev.homeostat.sim.plant.World;
import java.util.List;

/**
 * What a controller and faults can touch of a scenario's plant.
 *
 * @param series names of the series that it exposes
 * @param knobs its knobs, with the values that they have before anything runs
 * @param dials what faults set, likewise
 */
public record Surface(List<String> series, Knobs knobs, Knobs dials) {

  /** The surface of a scenario; nothing runs. */
  public static Surface of(Scenario scenario) {
    World world = World.of(0, scenario.span().endSeconds());
    Plant plant = new Plant(world, scenario.plant(), scenario.clients());
    plant.open(scenario.demand(), scenario.span().endSeconds());
    return new Surface(world.series().names(), world.knobs(), world.dials());
  }
}
