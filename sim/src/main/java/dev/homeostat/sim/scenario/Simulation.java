package dev.homeostat.sim.scenario;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.Meter;
import dev.homeostat.sim.metrics.RunMeasures;
import dev.homeostat.sim.metrics.Scraper;
import dev.homeostat.sim.metrics.WriteLog;
import dev.homeostat.sim.plant.Admission;
import dev.homeostat.sim.plant.Knobs;
import dev.homeostat.sim.plant.Plant;
import dev.homeostat.sim.plant.World;
import java.util.List;
import java.util.function.Supplier;

/**
 * One run of one scenario with one seed.
 *
 * <p>The plant is scraped, a controller evaluates once a second, and what it sets works at once.
 * After the end the world goes on, without the controller, until the fate of every request is known
 * that arrived before it.
 */
public final class Simulation {

  private static final long EVALUATION_NANOS = VirtualTime.SECOND_NANOS;

  /** How long the fate of the last requests is waited for. */
  private static final double TAIL_SECONDS = 600;

  private final Scenario scenario;
  private final World world;
  private final WriteLog writes = new WriteLog();
  private final KnobWriter writer;
  private final Scraper scraper;
  private final Controller controller;
  private final int evaluationPort;

  private Simulation(Scenario scenario, long seed, Controller controller) {
    this.scenario = scenario;
    this.controller = controller;
    double endSeconds = scenario.span().endSeconds();
    Supplier<Admission> doors = controller.doors();
    World bare = World.of(seed, endSeconds);
    world = doors == null ? bare : bare.with(doors);
    Plant plant = new Plant(world, scenario.plant(), scenario.clients());
    plant.open(scenario.demand(), endSeconds);
    controller.deployed().forEach(world.knobs()::set);
    writer = new KnobWriter(world.loop(), world.knobs(), writes);
    scraper = new Scraper(world.loop(), world.random(), scenario.scrape(), world.series());
    evaluationPort = world.loop().registerOrdered(this::evaluate);
  }

  /** Runs a scenario to its end without anybody acting. */
  public static RunResult run(Scenario scenario, long seed) {
    return run(scenario, seed, List.of(), Controller.NOTHING);
  }

  /** Runs a scenario to its end with a controller. */
  public static RunResult run(Scenario scenario, long seed, Controller controller) {
    return run(scenario, seed, List.of(), controller);
  }

  /** Runs a scenario to its end with knobs that are set at fixed times. */
  public static RunResult run(Scenario scenario, long seed, List<Change> actions) {
    return run(scenario, seed, actions, Controller.NOTHING);
  }

  private static RunResult run(
      Scenario scenario, long seed, List<Change> actions, Controller controller) {
    Simulation simulation = new Simulation(scenario, seed, controller);
    simulation.schedule(scenario.faults(), simulation.world.dials());
    simulation.schedule(actions, simulation.world.knobs());
    return simulation.run();
  }

  /** Everything is checked before anything runs. */
  private void schedule(List<Change> changes, Knobs targets) {
    changes.forEach(change -> targets.check(change.name(), change.value()));
    EventLoop loop = world.loop();
    int port =
        loop.register(
            index -> {
              Change change = changes.get(index);
              if (targets == world.knobs()) {
                writer.set(change.name(), change.value());
              } else {
                targets.set(change.name(), change.value());
              }
            });
    for (int index = 0; index < changes.size(); index++) {
      loop.at(VirtualTime.nanos(changes.get(index).atSeconds()), port, index);
    }
  }

  private RunResult run() {
    EventLoop loop = world.loop();
    Meter meter = world.meter();
    loop.at(EVALUATION_NANOS, evaluationPort, 0);
    double endSeconds = scenario.span().endSeconds();
    loop.runUntil(VirtualTime.nanos(endSeconds));
    for (int tail = 1; !meter.allResolved() && tail <= TAIL_SECONDS; tail++) {
      loop.runUntil(VirtualTime.nanos(endSeconds + tail));
    }
    RunMeasures measures =
        RunMeasures.of(meter, writes, scenario.span().faultSeconds(), scenario.objective());
    return new RunResult(
        measures, meter, controller.deployed(), writes.all(), loop.handled(), loop.digest());
  }

  private void evaluate(int unused) {
    EventLoop loop = world.loop();
    if (loop.nowSeconds() < scenario.span().endSeconds()) {
      controller.evaluate(loop.nowNanos(), scraper.log(), writer);
      loop.after(EVALUATION_NANOS, evaluationPort, 0);
    }
  }
}
