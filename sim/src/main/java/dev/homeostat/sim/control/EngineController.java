package dev.homeostat.sim.control;

import dev.homeostat.engine.ControlCycle;
import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.Ports;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.modes.Move;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.scenario.Controller;
import dev.homeostat.sim.scenario.KnobWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine, unchanged, as the controller of one run: one turn of its control loop each second, in
 * virtual time. The service is deployed with the settings of Target.
 */
final class EngineController implements Controller {

  /** The engine with its ports, which exist from the first evaluation on. */
  private record Started(ControlCycle cycle, PlantConfig config) {}

  private final PlantPolicy policy;
  private final Journal journal;
  private final InvariantCheck invariants;
  private final List<JournalEntry.Evaluated> turn = new ArrayList<>();
  private final List<TimedMove> moves = new ArrayList<>();
  private @Nullable Started started;
  private long nowMillis = WallTime.START_MILLIS;

  /**
   * A controller of one run.
   *
   * @param journal takes every decision
   */
  EngineController(PlantPolicy policy, Journal journal) {
    this.policy = policy;
    this.journal = journal;
    this.invariants = new InvariantCheck(policy);
  }

  @Override
  public Map<String, Double> deployed() {
    Map<String, Double> values = new LinkedHashMap<>();
    policy.deployed().forEach((knob, text) -> values.put(knob, Double.parseDouble(text)));
    return values;
  }

  @Override
  public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
    nowMillis = WallTime.millis(nowNanos);
    if (started == null) {
      started = start(scrapes, writer);
    }
    turn.clear();
    Map<String, Double> before = values(writer);
    started.cycle().evaluate(Enforcement.ENFORCE);
    Map<String, Double> after = values(writer);
    for (JournalEntry.Evaluated entry : turn) {
      invariants.evaluated(entry, new InvariantCheck.Sight(nowMillis, 0, "", before, after));
      Move move = entry.decision().move();
      if (move != null) {
        moves.add(
            new TimedMove(
                VirtualTime.seconds(nowNanos),
                entry.resource().name(),
                move,
                entry.decision().reason()));
      }
    }
  }

  private Started start(ScrapeLog scrapes, KnobWriter writer) {
    PlantConfig config = new PlantConfig(policy.config(), policy.deployed(), writer);
    ControlCycle cycle =
        new ControlCycle(
            new Ports(
                new PlantSignals(scrapes),
                config,
                new RunStatuses(),
                () -> nowMillis,
                this::note,
                FixedPlant.OUTSIDE));
    cycle.declare(policy.set());
    return new Started(cycle, config);
  }

  private void note(JournalEntry entry) {
    journal.append(entry);
    if (entry instanceof JournalEntry.Evaluated evaluated) {
      turn.add(evaluated);
    }
  }

  private Map<String, Double> values(KnobWriter writer) {
    Map<String, Double> values = new LinkedHashMap<>();
    policy.deployed().keySet().forEach(knob -> values.put(knob, writer.value(knob)));
    return values;
  }

  /** The moves so far. */
  List<TimedMove> moves() {
    return List.copyOf(moves);
  }

  /** What broke an invariant so far. */
  List<String> violations() {
    return invariants.violations();
  }

  /** How often the ConfigMap was written, also where no knob changed by it. */
  int objectWrites() {
    return started == null ? 0 : started.config().writes();
  }
}
