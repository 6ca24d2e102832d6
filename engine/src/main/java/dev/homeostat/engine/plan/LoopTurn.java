package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import dev.homeostat.pid.capacity.Headroom;
import dev.homeostat.pid.law.ControlLaw;
import dev.homeostat.pid.law.HoldReason;
import dev.homeostat.pid.law.LawInput;
import dev.homeostat.pid.law.LawResult;
import dev.homeostat.pid.law.Pid;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidState;
import dev.homeostat.pid.supervision.Finding;
import dev.homeostat.pid.supervision.LoopSupervisor;
import dev.homeostat.pid.supervision.Supervised;
import dev.homeostat.pid.supervision.SupervisedSample;
import dev.homeostat.pid.supervision.SupervisorState;
import dev.homeostat.pid.supervision.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of one loop: what it wants of its knob, and what it remembers where it gets that
 * and where another does.
 */
final class LoopTurn {

  /** How much too early an evaluation may come that is meant for the loop's interval. */
  private static final long EARLIEST_MILLIS = 500;

  private final LoopPolicy policy;
  private final LoopState before;
  private final LoopSituation now;
  private final Reading reading;
  private SupervisorState supervision;
  private List<Finding> findings;
  private Experiment experiment;
  private final MaximumWatch maximum;

  LoopTurn(LoopPolicy policy, LoopState before, LoopSituation now) {
    this.policy = policy;
    this.before = before;
    this.now = now;
    this.reading = now.reading(policy.inputs().signal());
    this.supervision = before.supervision();
    this.findings = before.findings();
    this.experiment = before.experiment();
    this.maximum =
        policy.onlyAtMaximum()
            ? before.maximum().next(now.autoscaling(), now.countedMillis(), intervalMillis())
            : MaximumWatch.NEW;
  }

  LoopPolicy policy() {
    return policy;
  }

  /** What it remembers if it gets its will. */
  LoopState next() {
    LoopPolicy.Law law = policy.law();
    boolean acts = now.acts(policy);
    if (Double.isNaN(now.applied())) {
      return waits("knob " + now.knobName() + " cannot be set: see its OperatingMode");
    }
    if (law == null) {
      return acts ? held("its spec has a problem: see Ready") : waits("its spec has a problem");
    }
    if (!policy.isActiveIn(now.mode())) {
      leave("ModeMoved");
      return tracked("not active in " + now.mode().word());
    }
    if (now.autoscaling().known() && maximum.rests()) {
      leave("BelowMaximum");
      return tracked(now.autoscaling().told());
    }
    if (acts && returns()) {
      return state(null, LoopPhase.HELD, "its knob returns to where it was", experiment.centre());
    }
    if (policy.onlyAtMaximum() && !now.autoscaling().known()) {
      abort("AutoscalerLost");
      return acts ? held(now.autoscaling().told()) : waits(now.autoscaling().told());
    }
    if (reading instanceof Reading.Missing missing) {
      abort("SignalLost");
      return acts
          ? held(missing.reason() + ": " + missing.message())
          : waits(missing.reason() + ": " + missing.message());
    }
    if (!acts) {
      return observed();
    }
    LoopState tuning = tuned();
    return tuning != null ? tuning : controlled((Reading.Value) reading);
  }

  /** What it remembers if another loop gets its will. */
  LoopState loser(String winner) {
    supervision = before.calmedSupervision();
    findings = List.of();
    experiment = before.experiment();
    abort("LostItsKnob");
    return tracked("ControlLoop " + winner + " drives knob " + now.knobName());
  }

  /** Where it does not act the detectors begin anew, and an experiment ends. */
  private void leave(String why) {
    supervision = before.calmedSupervision();
    findings = List.of();
    abort(why);
    experiment = experiment.returned();
  }

  private void abort(String why) {
    if (experiment.phase() == Experiment.Phase.RUNNING) {
      experiment = experiment.aborted(why);
    }
  }

  /** Whether the knob is still on its way back from an experiment. */
  private boolean returns() {
    if (experiment.returning() && now.isAt(experiment.centre())) {
      experiment = experiment.returned();
    }
    return experiment.returning();
  }

  private @Nullable LoopState tuned() {
    LoopExperiment turn = new LoopExperiment(policy, now);
    if (experiment.phase() == Experiment.Phase.RUNNING) {
      experiment = turn.goOn(experiment, before.output(), (Reading.Value) reading);
    } else if (turn.isWanted(experiment) && isSettledIn()) {
      experiment = turn.begin((Reading.Value) reading);
    } else {
      return null;
    }
    findings = List.of();
    return experiment.phase() == Experiment.Phase.RUNNING
        ? state(null, LoopPhase.TUNING, "relay experiment " + experiment.run(), turn.output())
        : state(null, LoopPhase.HELD, "its knob returns to where it was", experiment.centre());
  }

  /** Whether the loop has its knob, or has only no gains yet with which to take it. */
  private boolean isSettledIn() {
    return before.phase().claims() || (before.phase() == LoopPhase.TRACKING && gains() == null);
  }

  private LoopState controlled(Reading.Value sample) {
    if (!isDue()) {
      return state(before.memory(), before.phase(), before.reason(), before.output());
    }
    Verdict verdict = supervise(sample);
    boolean holds = verdict instanceof Verdict.Hold || verdict instanceof Verdict.AskLowerMode;
    if (holds) {
      LawResult<LawMemory> follows = LawMemory.track(law(), before.memory(), input(sample));
      LawMemory memory =
          follows instanceof LawResult.Stepped<LawMemory> stepped ? stepped.state() : null;
      return state(
          memory,
          LoopPhase.HELD,
          verdict instanceof Verdict.Hold
              ? "it oscillates, also with slower gains"
              : "its signal swings on while it is held: it asks for a lower mode",
          now.applied());
    }
    PidGains gains = gains();
    if (policy.pid() != null && gains == null) {
      return tracked("it has no gains until its experiment has found some");
    }
    boolean anew =
        before.memory() == null
            || !before.gains().equals(gainsName())
            || before.phase() == LoopPhase.OBSERVING;
    if (anew) {
      return result(LawMemory.track(law(), before.memory(), input(sample)), LoopPhase.ACTIVE);
    }
    LawResult<LawMemory> result = LawMemory.step(law(), before.memory(), input(sample));
    if (result instanceof LawResult.Hold<LawMemory> hold) {
      if (hold.reason() == HoldReason.TIMESTAMP_REPEATED) {
        return state(before.memory(), LoopPhase.ACTIVE, before.reason(), before.output());
      }
      if (hold.reason() == HoldReason.TIMESTAMP_BACKWARDS) {
        return result(LawMemory.track(law(), before.memory(), input(sample)), LoopPhase.ACTIVE);
      }
    }
    return result(result, LoopPhase.ACTIVE);
  }

  /** What it would do, from the value in force. */
  private LoopState observed() {
    abort("NotEnforced");
    findings = List.of();
    if (policy.pid() != null && gains() == null) {
      return tracked("it has no gains until its experiment has found some");
    }
    if (!isDue()) {
      return state(before.memory(), before.phase(), before.reason(), before.output());
    }
    LawInput input = input((Reading.Value) reading);
    boolean anew =
        before.phase() != LoopPhase.OBSERVING
            || before.memory() == null
            || !before.gains().equals(gainsName());
    LawResult<LawMemory> result =
        anew
            ? LawMemory.track(law(), before.memory(), input)
            : LawMemory.step(law(), before.memory(), input);
    if (result instanceof LawResult.Hold<LawMemory> hold
        && hold.reason() == HoldReason.TIMESTAMP_REPEATED) {
      return state(before.memory(), LoopPhase.OBSERVING, before.reason(), before.output());
    }
    return result(result, LoopPhase.OBSERVING);
  }

  private LoopState result(LawResult<LawMemory> result, LoopPhase phase) {
    if (result instanceof LawResult.Stepped<LawMemory> stepped) {
      return moved(stepped.state(), phase, "", stepped.output());
    }
    LawResult.Hold<LawMemory> hold = (LawResult.Hold<LawMemory>) result;
    String why = "%s: found %s".formatted(camel(hold.reason().name()), hold.found());
    return phase == LoopPhase.ACTIVE
        ? state(before.memory(), LoopPhase.HELD, why, now.applied())
        : state(null, phase, why, Double.NaN);
  }

  private LoopState held(String why) {
    return state(before.memory(), LoopPhase.HELD, why, now.applied());
  }

  /** Nothing is remembered: what was in force meanwhile is not known. */
  private LoopState waits(String why) {
    LoopPhase phase = now.acts(policy) ? LoopPhase.HELD : LoopPhase.TRACKING;
    return state(null, phase, why, Double.NaN);
  }

  private LoopState tracked(String why) {
    LawMemory memory = null;
    if (reading instanceof Reading.Value sample
        && policy.law() != null
        && (policy.pid() == null || gains() != null)
        && !Double.isNaN(now.applied())
        && LawMemory.track(law(), before.memory(), input(sample))
            instanceof LawResult.Stepped<LawMemory> stepped) {
      memory = stepped.state();
    }
    return state(memory, LoopPhase.TRACKING, why, Double.NaN);
  }

  private LoopState moved(LawMemory memory, LoopPhase phase, String why, double output) {
    return state(memory, phase, why, output, now.nowMillis());
  }

  private LoopState state(@Nullable LawMemory memory, LoopPhase phase, String why, double output) {
    return state(memory, phase, why, output, before.movedMillis());
  }

  private LoopState state(
      @Nullable LawMemory memory, LoopPhase phase, String why, double output, long movedMillis) {
    return new LoopState(
        memory,
        gainsName(),
        phase,
        why,
        output,
        now.applied(),
        target(),
        reading instanceof Reading.Value sample ? sample.value() : Double.NaN,
        movedMillis,
        supervision,
        findings,
        experiment,
        maximum,
        headroom());
  }

  private Headroom headroom() {
    LoopPolicy.Capacity capacity = policy.inputs().capacity();
    return capacity == null
        ? Headroom.NONE
        : before.headroom().after(capacity.settings(), now.nowMillis(), now.value(capacity.load()));
  }

  /** Where the knob was, where the loop had brought it there and Target is left now. */
  private double target() {
    if (now.leavesTarget() && before.phase().claims()) {
      boolean experiments = before.experiment().phase() == Experiment.Phase.RUNNING;
      return experiments ? before.experiment().centre() : now.applied();
    }
    return now.mode() == Mode.TARGET ? Double.NaN : before.target();
  }

  private boolean isDue() {
    long since = now.nowMillis() - before.movedMillis();
    return before.movedMillis() == Long.MIN_VALUE
        || since < 0
        || since >= intervalMillis()
        || (!before.phase().claims() && before.phase() != LoopPhase.OBSERVING);
  }

  /** The shortest time that counts as the loop's interval. */
  private long intervalMillis() {
    return policy.intervalMillis() - Math.min(policy.intervalMillis() / 2, EARLIEST_MILLIS);
  }

  private Verdict supervise(Reading.Value sample) {
    LoopPolicy.PidLaw pid = policy.pid();
    if (pid == null || pid.supervision() == null) {
      return new Verdict.Proceed();
    }
    PidState law = before.memory() instanceof LawMemory.OfPid of ? of.state() : null;
    double quantum = pid.settings().output().quantum();
    boolean limited =
        law != null
            && before.phase() == LoopPhase.ACTIVE
            && Math.abs(now.applied() - law.unlimited()) > Math.max(quantum, 1e-9);
    double setpoint =
        law == null || Double.isNaN(law.setpoint()) ? policy.inputs().setpoint() : law.setpoint();
    Supervised supervised =
        LoopSupervisor.step(
            pid.supervision(),
            before.supervision(),
            new SupervisedSample(
                sample.atMillis(), setpoint, sample.value(), now.applied(), limited));
    supervision = supervised.state();
    findings = new ArrayList<>(supervised.findings());
    Collections.sort(findings);
    return supervised.verdict();
  }

  /** The law with the gains that count now. */
  private ControlLaw<?> law() {
    LoopPolicy.PidLaw pid = policy.pid();
    PidGains gains = gains();
    return pid != null && gains != null
        ? new Pid(pid.settings().withGains(gains))
        : ((LoopPolicy.Plain) Objects.requireNonNull(policy.law())).law();
  }

  private @Nullable PidGains gains() {
    LoopPolicy.PidLaw pid = policy.pid();
    return pid == null ? null : LoopGains.of(pid, now.mode(), supervision, experiment);
  }

  private String gainsName() {
    LoopPolicy.PidLaw pid = policy.pid();
    return pid == null ? "" : LoopGains.name(pid, now.mode(), supervision, experiment);
  }

  private LawInput input(Reading.Value sample) {
    LoopPolicy.LoopInputs inputs = policy.inputs();
    double forward = 0;
    if (inputs.feedForward() != LoopPolicy.NONE) {
      forward =
          inputs.feedForwardGain() * (now.value(inputs.feedForward()) - inputs.feedForwardBase());
    }
    return new LawInput(
        sample.atMillis(),
        inputs.setpoint(),
        sample.value(),
        now.applied(),
        forward,
        now.value(inputs.inflight()),
        now.value(inputs.drops()) > 0);
  }

  /** A constant as the reason of a condition spells it. */
  static String camel(String constant) {
    StringBuilder camel = new StringBuilder();
    for (String part : constant.split("_", -1)) {
      camel.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return camel.toString();
  }
}
