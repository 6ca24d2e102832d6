package dev.homeostat.sim.control;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the first three invariants of the design at every evaluation: legal moves after their
 * waits; knobs inside their bounds, within their slew rate, and written in Enforce alone; nothing
 * towards more risk without data. It knows the rules from the design and the texts of the policy,
 * and shares no rule with what it judges; whether a signal is missing it takes from the engine.
 */
final class InvariantCheck {

  private static final Map<Mode, Set<Mode>> LEGAL =
      Map.of(
          Mode.TARGET, Set.of(Mode.DEGRADED, Mode.FLOOR),
          Mode.DEGRADED, Set.of(Mode.FLOOR, Mode.RECOVERY),
          Mode.FLOOR, Set.of(Mode.RECOVERY),
          Mode.RECOVERY, Set.of(Mode.TARGET, Mode.DEGRADED, Mode.FLOOR));

  private static final String DEFAULT_DWELL = "10m";
  private static final String DEFAULT_HOLD = "5m";
  private static final int DEFAULT_STEPS = 4;

  /**
   * What an observer of the world saw of one evaluation.
   *
   * @param nowMillis the true time, whatever the clock of the controller says
   * @param creditMillis time that waits were credited with so far though it did not pass: the
   *     design lets a wait count up to two intervals an evaluation, so a clock set forward gives
   *     one
   * @param blind why the controller cannot have seen the service; empty where it could
   * @param before the knobs of the plant before it
   * @param after the knobs of the plant after it
   */
  record Sight(
      long nowMillis,
      long creditMillis,
      String blind,
      Map<String, Double> before,
      Map<String, Double> after) {}

  /** Where a workload was seen last, and since when it is there. */
  private record Seen(
      Mode mode, long sinceMillis, long sinceCredit, long atMillis, long atCredit) {}

  private final PlantPolicy policy;
  private final Map<ResourceId, Seen> seen = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  InvariantCheck(PlantPolicy policy) {
    this.policy = policy;
  }

  /** Every violation so far, with its time. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Checks one evaluation of one workload. */
  void evaluated(JournalEntry.Evaluated entry, Sight sight) {
    ResourceId id = entry.resource();
    long nowMillis = sight.nowMillis();
    Seen last = seen.getOrDefault(id, new Seen(Mode.TARGET, nowMillis, 0, nowMillis, 0));
    Mode mode = entry.saved() ? entry.decision().mode() : last.mode();
    List<String> missing = missing(entry);
    if (!sight.blind().isEmpty()) {
      missing.add(sight.blind());
    }
    if (mode != last.mode()) {
      checkMove(entry, last, sight, missing);
    }
    checkKnobs(id, sight, last, missing);
    if (!entry.saved() && !sight.before().equals(sight.after())) {
      violated(nowMillis, 1, "a knob was set by a decision that was not remembered first");
    }
    // What was not remembered was no evaluation: the next one may use its time.
    long atMillis = entry.saved() ? nowMillis : last.atMillis();
    long atCredit = entry.saved() ? sight.creditMillis() : last.atCredit();
    seen.put(
        id,
        mode == last.mode()
            ? new Seen(mode, last.sinceMillis(), last.sinceCredit(), atMillis, atCredit)
            : new Seen(mode, nowMillis, sight.creditMillis(), atMillis, atCredit));
  }

  private void checkKnobs(ResourceId id, Sight sight, Seen last, List<String> missing) {
    long nowMillis = sight.nowMillis();
    long elapsedMillis = nowMillis - last.atMillis() + sight.creditMillis() - last.atCredit();
    for (DeclaredKnob knob : policy.knobs().getOrDefault(id, List.of())) {
      double from = sight.before().getOrDefault(knob.name(), Double.NaN);
      double to = sight.after().getOrDefault(knob.name(), Double.NaN);
      String what = "knob " + knob.name() + " went from " + from + " to " + to;
      if (!knob.holds(to)) {
        violated(nowMillis, 2, what + ", and its bounds are " + knob.min() + " and " + knob.max());
      }
      if (knob.isFaster(from, to, elapsedMillis)) {
        violated(nowMillis, 2, what + " in " + elapsedMillis + " ms, too fast");
      }
      if (from != to && !"Enforce".equals(policy.mode(id).enforcement())) {
        violated(nowMillis, 2, what + " in Observe");
      }
      if (!missing.isEmpty() && knob.isRiskier(from, to)) {
        violated(nowMillis, 3, what + ", towards more risk, without " + missing);
      }
    }
  }

  private void checkMove(
      JournalEntry.Evaluated entry, Seen last, Sight sight, List<String> missing) {
    Decision decision = entry.decision();
    long nowMillis = sight.nowMillis();
    Mode mode = decision.mode();
    String what = last.mode() + " to " + mode;
    if (!LEGAL.getOrDefault(last.mode(), Set.of()).contains(mode)) {
      violated(nowMillis, 1, "illegal move from " + what);
    }
    long stayedMillis = nowMillis - last.sinceMillis() + sight.creditMillis() - last.sinceCredit();
    long waitMillis = waitMillis(policy.mode(entry.resource()), last.mode(), mode);
    if (stayedMillis < waitMillis) {
      violated(
          nowMillis, 1, what + " after " + stayedMillis + " ms, expected at least " + waitMillis);
    }
    boolean upward = mode == Mode.RECOVERY || mode == Mode.TARGET;
    Move move = decision.move();
    // A person who sends a workload somewhere may do so blindly; its knobs wait all the same.
    boolean asked = move != null && move.cause() == Move.Cause.OVERRIDDEN;
    if (upward && !asked && !missing.isEmpty()) {
      violated(nowMillis, 3, what + ", an upward move, without " + missing);
    }
  }

  /** How long the design has a workload wait before an upward move; no wait binds the others. */
  private static long waitMillis(OperatingModeSpec spec, Mode from, Mode to) {
    OperatingModeSpec.Modes modes = spec.modes();
    if (modes == null || (to != Mode.RECOVERY && to != Mode.TARGET)) {
      return 0;
    }
    if (from == Mode.RECOVERY) {
      OperatingModeSpec.RecoveryMode recovery = modes.recovery();
      int steps =
          recovery == null || recovery.steps().isEmpty() ? DEFAULT_STEPS : recovery.steps().size();
      return steps * millis(recovery == null ? null : recovery.hold(), DEFAULT_HOLD);
    }
    OperatingModeSpec.ProtectiveMode mode = from == Mode.FLOOR ? modes.floor() : modes.degraded();
    return millis(mode == null ? null : mode.minDwell(), DEFAULT_DWELL);
  }

  private static long millis(@Nullable String declared, String usual) {
    return DurationText.parseMillis(declared == null ? usual : declared).orElse(0);
  }

  private List<String> missing(JournalEntry.Evaluated entry) {
    List<OperatingModeSpec.Signal> signals = policy.mode(entry.resource()).signals();
    List<String> missing = new ArrayList<>(0);
    for (int i = 0; i < signals.size(); i++) {
      if (entry.inputs().signals().get(i) instanceof Reading.Missing reading) {
        missing.add(signals.get(i).name() + " (" + reading.reason() + ")");
      }
    }
    return missing;
  }

  /** Takes note of a violation that was found elsewhere. */
  void violated(long nowMillis, int invariant, String what) {
    violations.add(
        "invariant " + invariant + " at " + WallTime.secondsText(nowMillis) + ": " + what);
  }
}
