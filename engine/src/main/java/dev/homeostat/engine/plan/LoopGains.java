package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.RelayTuning;
import dev.homeostat.modes.Mode;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.supervision.SupervisorState;
import org.jspecify.annotations.Nullable;

/**
 * Which gains of a PID loop count: those of the mode, else those that an experiment found and that
 * are to be used, else those declared or found by a rule; made slower once it has oscillated.
 */
final class LoopGains {

  /** The gains; null where there are none yet. */
  static @Nullable PidGains of(
      LoopPolicy.PidLaw pid, Mode mode, SupervisorState supervision, Experiment experiment) {
    PidGains gains = pid.byMode().get(mode);
    PidGains found = found(pid, experiment);
    PidGains undetuned = gains != null ? gains : found != null ? found : pid.gains();
    return undetuned == null || !isDetuned(pid, supervision) || pid.supervision() == null
        ? undetuned
        : undetuned.detuned(pid.supervision().detuneFactor());
  }

  /** Names the gains, so that a change of them is seen. */
  static String name(
      LoopPolicy.PidLaw pid, Mode mode, SupervisorState supervision, Experiment experiment) {
    String from =
        pid.byMode().containsKey(mode)
            ? mode.word()
            : found(pid, experiment) != null
                ? "Relay" + experiment.run()
                : pid.gains() == null ? "None" : "Declared";
    return isDetuned(pid, supervision) ? from + "Detuned" : from;
  }

  private static PidGains.@Nullable Isa found(LoopPolicy.PidLaw pid, Experiment experiment) {
    RelayTuning.Proposal proposal = experiment.proposal();
    return pid.tuning() != null && pid.tuning().apply() && proposal != null
        ? proposal.gains()
        : null;
  }

  private static boolean isDetuned(LoopPolicy.PidLaw pid, SupervisorState supervision) {
    return pid.supervision() != null && supervision.stage() != SupervisorState.Stage.NORMAL;
  }

  private LoopGains() {}
}
