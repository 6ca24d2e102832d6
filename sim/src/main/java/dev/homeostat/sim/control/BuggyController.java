package dev.homeostat.sim.control;

import dev.homeostat.engine.Journal;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.modes.Mode;
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
 * The engine in two processes on a bad day: turns that are lost or doubled, restarts, leases lost
 * in a stall, reads that are old or fail, writes that fail or whose answer is lost, metrics that
 * are late or no numbers, clocks that jump. Every turn is checked against the invariants of the
 * design.
 */
final class BuggyController implements Controller {

  /**
   * What is wrong with a shell, so that the check can be seen to find it.
   *
   * @param fenced whether a write of a process that lost its lease is refused where it lands
   * @param calmSeconds length of the calm end of a run, in which nothing may be written any more;
   *     0: the run has no calm end
   */
  record Shell(boolean fenced, double calmSeconds) {}

  private static final long JUMP_MILLIS = 30_000;
  private static final long STALL_MILLIS = 6_000;
  private static final long INTERVAL_MILLIS = 1_000;

  /** Age at which the policies of the simulator call a sample stale, and a scrape's delay. */
  private static final long STALE_MILLIS = 5_000 + 1_000;

  private final PlantPolicy policy;
  private final Shell shell;
  private final Journal journal;
  private final FaultDice dice;
  private final InvariantCheck invariants;
  private final List<ControllerProcess> processes;
  private final List<BuggyPorts> ports = new ArrayList<>();
  private final List<JournalEntry.Evaluated> turn = new ArrayList<>();
  private final List<TimedMove> moves = new ArrayList<>();
  private @Nullable BuggyPlane plane;
  private long creditMillis;
  private Mode mode = Mode.TARGET;

  /**
   * A controller of one run.
   *
   * @param declared the policy that the run is judged by
   * @param run the policy that the processes run; the same, unless the check itself is tested
   */
  BuggyController(
      PlantPolicy declared, PlantPolicy run, FaultDice dice, Shell shell, Journal journal) {
    this.policy = declared;
    this.shell = shell;
    this.journal = journal;
    this.dice = dice;
    this.invariants = new InvariantCheck(declared);
    this.processes = List.of(new ControllerProcess(0, run), new ControllerProcess(1, run));
  }

  @Override
  public Map<String, Double> deployed() {
    Map<String, Double> values = new LinkedHashMap<>();
    policy.deployed().forEach((knob, text) -> values.put(knob, Double.parseDouble(text)));
    return values;
  }

  @Override
  public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
    BuggyPlane now = plane == null ? start(scrapes, writer) : plane;
    plane = now;
    long nowMillis = WallTime.millis(nowNanos);
    now.begin(nowNanos / VirtualTime.SECOND_NANOS, nowMillis);
    for (ControllerProcess process : processes) {
      // A clock that stays wrong keeps the controller blind, which is no calm end.
      if (dice.isOver(nowNanos / VirtualTime.SECOND_NANOS) && process.setRight()) {
        creditMillis += INTERVAL_MILLIS;
      }
      boolean leads = process.term() == now.lease().term();
      disturb(process, leads, now);
      // One that wakes from a stall goes on where it was: it looks at its lease only afterwards.
      if (!process.isStalled(nowMillis)) {
        int turns = now.strikes(Fault.LOST_TURN) ? 0 : now.strikes(Fault.DOUBLED_TURN) ? 2 : 1;
        for (int i = 0; i < turns; i++) {
          turn(process, now, writer);
        }
        creditMillis += process.elect(now.lease(), nowMillis) ? INTERVAL_MILLIS : 0;
      }
    }
  }

  private BuggyPlane start(ScrapeLog scrapes, KnobWriter writer) {
    PlantConfig config = new PlantConfig(policy.config(), policy.deployed(), writer);
    BuggyPlane made = new BuggyPlane(dice, shell.fenced(), policy.config(), config, scrapes);
    processes.forEach(process -> ports.add(new BuggyPorts(process, made)));
    return made;
  }

  private void disturb(ControllerProcess process, boolean leads, BuggyPlane now) {
    if (!leads) {
      return;
    }
    if (now.strikes(Fault.RESTART)) {
      process.restart();
    }
    if (now.strikes(Fault.STALL)) {
      process.stall(now.nowMillis() + STALL_MILLIS + (long) (STALL_MILLIS * now.size(Fault.STALL)));
    }
    if (now.strikes(Fault.CLOCK_JUMP)) {
      process.jump(Math.round((2 * now.size(Fault.CLOCK_JUMP) - 1) * JUMP_MILLIS));
      creditMillis += INTERVAL_MILLIS;
    }
  }

  private void turn(ControllerProcess process, BuggyPlane now, KnobWriter writer) {
    turn.clear();
    BuggyPorts seen = ports.get(process.number());
    Map<String, Double> before = values(writer);
    process.turn(seen, this::note);
    Map<String, Double> after = values(writer);
    if (now.tookIntruder()) {
      invariants.violated(
          now.nowMillis(), 4, "a process that had lost its lease wrote, while another held it");
    }
    if (process.term() != now.lease().term()) {
      return;
    }
    long tolerated = STALE_MILLIS + Math.abs(process.clockMillis(0));
    String blind = seen.ageMillis() > tolerated ? "any sample of " + seen.ageMillis() + " ms" : "";
    InvariantCheck.Sight sight =
        new InvariantCheck.Sight(now.nowMillis(), creditMillis, blind, before, after);
    for (JournalEntry.Evaluated entry : turn) {
      invariants.evaluated(entry, sight);
      note(entry, now.nowMillis());
    }
  }

  private void note(JournalEntry entry) {
    journal.append(entry);
    if (entry instanceof JournalEntry.Evaluated evaluated) {
      turn.add(evaluated);
    }
  }

  private void note(JournalEntry.Evaluated entry, long nowMillis) {
    Move move = entry.decision().move();
    if (move != null && entry.saved()) {
      double seconds = (nowMillis - WallTime.START_MILLIS) / 1_000.0;
      moves.add(new TimedMove(seconds, entry.resource().name(), move, entry.decision().reason()));
    }
    mode = entry.saved() ? entry.decision().mode() : mode;
  }

  private Map<String, Double> values(KnobWriter writer) {
    Map<String, Double> values = new LinkedHashMap<>();
    policy.deployed().keySet().forEach(knob -> values.put(knob, writer.value(knob)));
    return values;
  }

  /**
   * Ends a run. Where its end was calm the controller must have come to rest in Target.
   *
   * @param endSeconds length of the run
   */
  void finish(double endSeconds) {
    BuggyPlane last = plane;
    if (last == null || shell.calmSeconds() == 0) {
      return;
    }
    double calmFrom = endSeconds - shell.calmSeconds();
    if (last.lastWriteSecond() > calmFrom) {
      invariants.violated(
          last.nowMillis(),
          8,
          "the last write was at " + last.lastWriteSecond() + " s of a calm end");
    }
    if (mode != Mode.TARGET) {
      invariants.violated(last.nowMillis(), 8, "it came to rest in " + mode + ", not in Target");
    }
  }

  List<TimedMove> moves() {
    return List.copyOf(moves);
  }

  List<String> violations() {
    return invariants.violations();
  }

  int objectWrites() {
    return plane == null ? 0 : plane.config().writes();
  }
}
