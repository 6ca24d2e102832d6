package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Directives;
import dev.homeostat.engine.policy.Gate;
import dev.homeostat.engine.policy.Window;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Guidance;
import dev.homeostat.modes.MissingData;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people's directives come to at one time.
 *
 * @param guidance what the machine is told
 * @param waitsFor what keeps the workload from rising, for people; empty where nothing does
 */
record Guide(Guidance guidance, List<String> waitsFor) {

  private static final Guide NONE = new Guide(Guidance.NONE, List.of());

  /** With what has still to be waited for and to be done, as it stands now. */
  static Guide of(
      Workload workload, WorkloadState state, Samples samples, Inputs inputs, Owed owed) {
    Directives directives = workload.directives();
    Mode mode = state.mode().mode();
    Retreat retreat = owed.retreat();
    boolean lowerAsked = asksLowerMode(state);
    if (directives.equals(Directives.NONE)
        && samples.missing() == MissingData.HOLD
        && !retreat.held()
        && !retreat.tries()
        && !lowerAsked
        && owed.settlingMillis() == 0
        && !owed.actions()) {
      return NONE;
    }
    long nowMillis = inputs.nowMillis();
    Directives.Order order = directives.override(nowMillis);
    List<String> frozen = owed(owed);
    beside(frozen, workload, state, inputs);
    for (Window window : directives.freezes()) {
      if (window.isOpen(nowMillis)) {
        frozen.add("the end of freeze window " + window.name());
      }
    }
    for (String name : directives.dependsOn()) {
      Mode other = mode(inputs.peers(), name);
      if (other == null || other == Mode.FLOOR) {
        frozen.add("OperatingMode " + name + " to leave Floor");
      }
    }
    long pending = state.decisions() + 1;
    boolean leaves = mode == Mode.DEGRADED || mode == Mode.FLOOR;
    if (leaves && directives.lacksApproval(Mode.RECOVERY, pending, nowMillis)) {
      frozen.add("an Approval of decision " + pending);
    }
    List<String> shut = new ArrayList<>(0);
    int last = workload.modes().climb().steps().size() - 1;
    if (mode == Mode.RECOVERY
        && state.mode().step() == last
        && directives.lacksApproval(Mode.TARGET, pending, nowMillis)) {
      shut.add("an Approval of decision " + pending);
    }
    for (Gate gate : directives.gates()) {
      if (gate instanceof Gate.OfCheck check) {
        if (!Checks.isOpen(workload, state, inputs, check)) {
          shut.add(Checks.why(workload, state, inputs, check));
        }
      } else if (!isOpen(gate, samples.samples(), inputs.peers())) {
        shut.add("gate " + gate.name());
      }
    }
    Guidance guidance =
        new Guidance(
            directives.paused(),
            order == null ? null : order.destination(),
            retreat.held(),
            retreat.regressed(),
            samples.missing(),
            !frozen.isEmpty() || retreat.tries(),
            scheduled(directives.scheduled(nowMillis), lowerAsked),
            shut.isEmpty());
    List<String> waitsFor = new ArrayList<>(retreat.waitsFor());
    if (retreat.tries()) {
      waitsFor.add("the canary to be found good");
    }
    waitsFor.addAll(waitsFor(mode, frozen, shut));
    return new Guide(guidance, waitsFor);
  }

  /** A control loop whose signal swings while it is held asks as a schedule does. */
  private static @Nullable Mode scheduled(@Nullable Mode declared, boolean lowerAsked) {
    return declared == null && lowerAsked ? Mode.DEGRADED : declared;
  }

  private static boolean asksLowerMode(WorkloadState state) {
    for (int i = 0; i < state.loops().size(); i++) {
      if (state.loops().get(i).asksLowerMode()) {
        return true;
      }
    }
    return false;
  }

  /**
   * What has still to be waited for and to be done.
   *
   * @param retreat what is held of its settings
   * @param settlingMillis how long sources that were out still settle
   * @param actions whether an action has to be done before anything rises
   */
  record Owed(Retreat retreat, long settlingMillis, boolean actions) {}

  private static List<String> owed(Owed owed) {
    List<String> frozen = new ArrayList<>(0);
    if (owed.settlingMillis() > 0) {
      frozen.add("a source to settle after its outage");
    }
    if (owed.actions()) {
      frozen.add("an action that holds until it is done");
    }
    return frozen;
  }

  /** The rollout of the workload itself, and those that recover beside it. */
  private static void beside(
      List<String> frozen, Workload workload, WorkloadState state, Inputs inputs) {
    Surroundings around = inputs.surroundings();
    switch (around.rollout().state()) {
      case UNDER_WAY -> frozen.add("the rollout of " + around.rollout().message());
      case UNKNOWN -> frozen.add("news of spec.targetRef");
      case NONE, DONE -> {}
    }
    int most = workload.directives().coordination().mostRecovering();
    Mode mode = state.mode().mode();
    if (most > 0 && around.recovering() >= most && (mode == Mode.DEGRADED || mode == Mode.FLOOR)) {
      frozen.add("one of the %d others in Recovery".formatted(around.recovering()));
    }
  }

  private static List<String> waitsFor(Mode mode, List<String> frozen, List<String> shut) {
    return switch (mode) {
      case TARGET -> List.of();
      case DEGRADED, FLOOR -> frozen;
      case RECOVERY -> {
        frozen.addAll(shut);
        yield frozen;
      }
    };
  }

  private static boolean isOpen(Gate gate, List<Sample> samples, List<Inputs.Peer> peers) {
    if (gate instanceof Gate.OfSignal signal) {
      Sample sample = samples.get(signal.signal());
      return sample.present()
          && (signal.side() == Condition.Side.ABOVE
              ? sample.value() > signal.threshold()
              : sample.value() < signal.threshold());
    }
    Gate.OfWorkload other = (Gate.OfWorkload) gate;
    Mode mode = mode(peers, other.operatingMode());
    return mode != null && other.modes().contains(mode);
  }

  private static @Nullable Mode mode(List<Inputs.Peer> peers, String name) {
    for (Inputs.Peer peer : peers) {
      if (peer.name().equals(name)) {
        return peer.mode();
      }
    }
    return null;
  }
}
