package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation of a loop knows.
 *
 * @param nowMillis now
 * @param countedMillis time since the evaluation before, as waits count it
 * @param mode the mode now
 * @param move the move that led to it now; null where it stayed
 * @param enforce whether the workload writes
 * @param calm whether every signal is there, every knob can be set, no write failed and nothing is
 *     rolled out
 * @param knob that it drives
 * @param applied value of that; NaN where it cannot be set
 * @param readings of the signals of all loops
 * @param autoscaling whether replicas can be added
 */
record LoopSituation(
    long nowMillis,
    long countedMillis,
    Mode mode,
    @Nullable Move move,
    boolean enforce,
    boolean calm,
    KnobPolicy knob,
    double applied,
    List<Reading> readings,
    Autoscaling autoscaling) {

  private static final Reading UNREAD =
      new Reading.Missing("NotDeclared", "no signal is declared; see its spec");

  /** Whether the loop may set its knob now. */
  boolean acts(LoopPolicy loop) {
    return enforce && loop.enforcement() == Enforcement.ENFORCE && loop.isActiveIn(mode);
  }

  String knobName() {
    return knob.name();
  }

  boolean leavesTarget() {
    return move != null && move.from() == Mode.TARGET;
  }

  /** Whether the knob is at a value, as near as it can show it. */
  boolean isAt(double value) {
    return knob.isSame(applied, knob.limits().clamp(value));
  }

  Reading reading(int signal) {
    return signal == LoopPolicy.NONE ? UNREAD : readings.get(signal);
  }

  /** The value of a signal; NaN where it is missing. */
  double value(int signal) {
    return reading(signal) instanceof Reading.Value value ? value.value() : Double.NaN;
  }
}
