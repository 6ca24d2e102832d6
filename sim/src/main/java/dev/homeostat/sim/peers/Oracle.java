package dev.homeostat.sim.peers;

import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.scenario.Change;
import dev.homeostat.sim.scenario.Controller;
import dev.homeostat.sim.scenario.KnobWriter;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who knows each scenario beforehand: settings that were tuned for that one alone, and where it
 * helps the times of its fault. It stands outside the ranking and shows what is left to be had.
 */
public final class Oracle {

  /** The settings that were tried in a scenario; the one in use is the first. */
  public static List<Peer> candidates(Scenario scenario) {
    return switch (scenario.name()) {
      case "spike", "ramp" -> limits(160, 120, 140, 150, 170);
      case "slow-dependency" -> callTimeouts();
      case "slow-disk" -> List.of(withoutReplica(3, scenario));
      case "gc-spiral" -> threads();
      case "step", "diurnal" -> limits(100, 20, 40, 60, 80, 140, 200);
      default -> limits(200, 20, 40, 60, 80, 100, 140);
    };
  }

  private static List<Peer> limits(double... limits) {
    List<Peer> tried = new ArrayList<>();
    for (double limit : limits) {
      tried.add(deployed(Map.of("limit", limit)));
    }
    return tried;
  }

  private static List<Peer> threads() {
    List<Peer> tried = new ArrayList<>();
    for (double number : new double[] {46, 40, 50, 60}) {
      for (double limit : new double[] {200, 120, 400}) {
        tried.add(deployed(Map.of("threads", number, "limit", limit)));
      }
    }
    return tried;
  }

  private static List<Peer> callTimeouts() {
    List<Peer> tried = new ArrayList<>();
    for (double seconds : new double[] {0.15, 0.05, 0.1, 0.2, 0.3}) {
      for (double limit : new double[] {200, 100, 400}) {
        tried.add(deployed(Map.of("callTimeoutSeconds", seconds, "limit", limit)));
      }
    }
    return tried;
  }

  private static Peer deployed(Map<String, Double> knobs) {
    return new Peer(
        "oracle",
        String.valueOf(new TreeMap<>(knobs)),
        (scenario, seed) -> PolicyRun.deployed(knobs, scenario, seed));
  }

  private static Peer withoutReplica(int replica, Scenario scenario) {
    String knob = "replica" + replica + "Weight";
    List<Change> changes =
        scenario.faults().stream()
            .map(fault -> new Change(fault.atSeconds(), knob, fault.value() < 1 ? 0 : 1))
            .toList();
    return new Peer(
        "oracle",
        knob + " 0 while its disk is slow",
        (same, seed) -> PolicyRun.controlled(new Planned(changes), same, seed));
  }

  /** Sets knobs at times that it knows beforehand. */
  private static final class Planned implements Controller {

    private final List<Change> changes;
    private int done;

    Planned(List<Change> changes) {
      this.changes = changes;
    }

    @Override
    public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
      while (done < changes.size()
          && changes.get(done).atSeconds() <= VirtualTime.seconds(nowNanos)) {
        Change change = changes.get(done++);
        writer.set(change.name(), change.value());
      }
    }
  }

  private Oracle() {}
}
