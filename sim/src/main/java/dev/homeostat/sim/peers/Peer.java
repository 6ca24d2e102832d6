package dev.homeostat.sim.peers;

import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.plant.Admission;
import dev.homeostat.sim.scenario.Controller;
import dev.homeostat.sim.scenario.KnobWriter;
import dev.homeostat.sim.scenario.Scenario;
import java.util.function.Supplier;

/**
 * A policy of the comparison with one setting, the same in every scenario.
 *
 * @param name of the policy
 * @param setting its parameters, for people
 * @param entrant runs it
 */
public record Peer(String name, String setting, Entrant entrant) {

  /** Runs a policy in a scenario. */
  @FunctionalInterface
  public interface Entrant {

    /** One run with one seed. */
    PolicyRun run(Scenario scenario, long seed);
  }

  /** A policy that stands at the door of each server. */
  static Peer atTheDoor(String name, String setting, Supplier<Admission> doors) {
    return new Peer(
        name,
        setting,
        (scenario, seed) -> PolicyRun.controlled(new AtTheDoor(doors), scenario, seed));
  }

  /** One run with one seed. */
  public PolicyRun run(Scenario scenario, long seed) {
    return entrant.run(scenario, seed);
  }

  /** Deploys a service with an admission, and does nothing ever after. */
  private record AtTheDoor(Supplier<Admission> doors) implements Controller {

    @Override
    public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
      // What stands at the door decides by itself.
    }
  }
}
