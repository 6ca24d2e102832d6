package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.pid.capacity.Headroom;
import dev.homeostat.pid.supervision.Finding;
import dev.homeostat.pid.supervision.SupervisorState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one control loop.
 *
 * @param memory of its law; null where it begins anew with the value in force
 * @param gains under which name of gains that was made
 * @param phase what it does
 * @param reason why, for people
 * @param output where it wants its knob; NaN where it does not
 * @param applied value of its knob at the last evaluation; NaN where that was not seen
 * @param target value that it had given its knob when Target was left; NaN where it had not
 * @param measured its signal; NaN where that is missing
 * @param movedMillis when its law moved last
 * @param supervision of a PID law
 * @param findings what that found last
 * @param experiment of a PID law
 * @param maximum whether it rests, of a loop that acts only at the maximum of an autoscaler
 * @param headroom of the load that it watches
 */
public record LoopState(
    @Nullable LawMemory memory,
    String gains,
    LoopPhase phase,
    String reason,
    double output,
    double applied,
    double target,
    double measured,
    long movedMillis,
    SupervisorState supervision,
    List<Finding> findings,
    Experiment experiment,
    MaximumWatch maximum,
    Headroom headroom) {

  /** A loop that was never evaluated. */
  public static final LoopState NEW =
      new LoopState(
          null,
          "",
          LoopPhase.WAITING,
          "",
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Long.MIN_VALUE,
          SupervisorState.NEW,
          List.of(),
          Experiment.NONE,
          MaximumWatch.NEW,
          Headroom.NONE);

  public LoopState {
    findings = List.copyOf(findings);
    maximum = maximum == null ? MaximumWatch.NEW : maximum;
    // A journal of a version before says nothing of it.
    headroom = Objects.requireNonNullElse(headroom, Headroom.NONE);
  }

  /** Whether its swing is not its own, and a lower mode is asked for. */
  boolean asksLowerMode() {
    return phase == LoopPhase.HELD && supervision.stage() == SupervisorState.Stage.LOWER_MODE_ASKED;
  }

  /** The same where the detectors begin anew, and what was asked of the modes is done. */
  SupervisorState calmedSupervision() {
    SupervisorState.Stage stage =
        supervision.stage() == SupervisorState.Stage.LOWER_MODE_ASKED
            ? SupervisorState.Stage.HELD
            : supervision.stage();
    return SupervisorState.begun(stage, supervision.holds());
  }

  /** The same with what must outlive a restart alone. */
  LoopState restarted() {
    return new LoopState(
        null,
        "",
        LoopPhase.WAITING,
        "",
        Double.NaN,
        Double.NaN,
        target,
        Double.NaN,
        Long.MIN_VALUE,
        calmedSupervision(),
        List.of(),
        experiment.restarted(),
        MaximumWatch.NEW,
        Headroom.NONE);
  }

  /**
   * The same under another spec of the same loop: it goes on from the value in force, and what its
   * supervision did is taken back, since somebody has looked at it.
   */
  LoopState under(LoopPolicy before, LoopPolicy now) {
    boolean mended = before.law() == null || now.law() == null || before.law().equals(now.law());
    LoopState kept = restarted();
    return new LoopState(
        null,
        "",
        kept.phase,
        "",
        Double.NaN,
        Double.NaN,
        before.knob() == now.knob() ? target : Double.NaN,
        Double.NaN,
        Long.MIN_VALUE,
        mended ? kept.supervision : SupervisorState.NEW,
        List.of(),
        experiment.phase() == Experiment.Phase.RUNNING
            ? experiment.aborted("Redeclared")
            : experiment,
        MaximumWatch.NEW,
        Headroom.NONE);
  }

  /** The same while nothing moves: what is in force when it ends is not known yet. */
  LoopState paused(String who) {
    return new LoopState(
        null,
        gains,
        LoopPhase.WAITING,
        "paused by " + who,
        Double.NaN,
        applied,
        target,
        Double.NaN,
        movedMillis,
        supervision,
        findings,
        experiment.phase() == Experiment.Phase.RUNNING ? experiment.aborted("Paused") : experiment,
        maximum,
        headroom);
  }

  /** Whether something differs that must outlive a restart. */
  boolean mustBeSaved(LoopState before) {
    return supervision.stage() != before.supervision.stage()
        || supervision.holds() != before.supervision.holds()
        || Double.compare(target, before.target) != 0
        || experiment.phase() != before.experiment.phase()
        || experiment.run() != before.experiment.run();
  }
}
