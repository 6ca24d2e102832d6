package dev.homeostat.sim.scenario;

import dev.homeostat.sim.metrics.Reach;
import dev.homeostat.sim.plant.Knobs;
import dev.homeostat.sim.plant.Plant;
import dev.homeostat.sim.plant.World;
import java.util.List;
import java.util.Map;

/**
 * What a controller and faults can touch of a scenario's plant.
 *
 * @param series names of the series that it exposes
 * @param reaches what each of them can be, by name
 * @param knobs its knobs, with the values that they have before anything runs
 * @param dials what faults set, likewise
 */
public record Surface(List<String> series, Map<String, Reach> reaches, Knobs knobs, Knobs dials) {

  /** The surface of a scenario; nothing runs. */
  public static Surface of(Scenario scenario) {
    World world = World.of(0, scenario.span().endSeconds());
    Plant plant = new Plant(world, scenario.plant(), scenario.clients());
    plant.open(scenario.demand(), scenario.span().endSeconds());
    return new Surface(
        world.series().names(), world.series().reaches(), world.knobs(), world.dials());
  }
}
