package dev.homeostat.engine.policy;

import dev.homeostat.modes.Mode;
import dev.homeostat.pid.capacity.Headroom;
import dev.homeostat.pid.law.ControlLaw;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidSettings;
import dev.homeostat.pid.supervision.SupervisorSettings;
import dev.homeostat.pid.tuning.Margins;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ControlLoop, decoded and checked.
 *
 * @param name of the resource
 * @param knob index of the knob that it drives
 * @param enforcement how far it may go; never further than its workload
 * @param activeIn modes in which it acts
 * @param priority the higher wins
 * @param intervalMillis how often it moves
 * @param onlyAtMaximum whether it acts only while no autoscaler can add replicas
 * @param inputs what it reads
 * @param slew how fast its knob may follow it
 * @param law what it does; null while its spec is wrong, and it keeps its knob where it is
 */
public record LoopPolicy(
    String name,
    int knob,
    Enforcement enforcement,
    List<Mode> activeIn,
    long priority,
    long intervalMillis,
    boolean onlyAtMaximum,
    LoopInputs inputs,
    Slew slew,
    @Nullable Law law) {

  /** An input that is not declared. */
  public static final int NONE = -1;

  public LoopPolicy {
    activeIn = List.copyOf(activeIn);
  }

  /**
   * What a loop reads, by index of the signals of all loops; {@link #NONE} where it does not.
   *
   * @param signal the process variable
   * @param inflight requests in flight
   * @param drops above 0 where requests were dropped
   * @param feedForward the disturbance
   * @param feedForwardGain output unit per unit of that
   * @param feedForwardBase the disturbance that adds nothing
   * @param setpoint where the process variable is kept
   * @param capacity the load that is watched; null where none is
   */
  public record LoopInputs(
      int signal,
      int inflight,
      int drops,
      int feedForward,
      double feedForwardGain,
      double feedForwardBase,
      double setpoint,
      @Nullable Capacity capacity) {}

  /**
   * A load, and how near to its peak it may come before people are told.
   *
   * @param load index of its signal
   * @param settings of the levels
   */
  public record Capacity(int load, Headroom.Settings settings) {}

  /**
   * How fast a knob may follow its loop, in its unit a millisecond; infinite where unlimited.
   *
   * @param risePerMilli up
   * @param fallPerMilli down
   */
  public record Slew(double risePerMilli, double fallPerMilli) {

    /** As fast as the knob itself allows. */
    public static final Slew NONE = new Slew(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** What a loop does with its inputs. */
  public sealed interface Law {}

  /**
   * A law without gains to tune.
   *
   * @param law itself
   */
  public record Plain(ControlLaw<?> law) implements Law {}

  /**
   * A PID law.
   *
   * @param settings all but the gains, which are those of {@code gains} where there are any
   * @param gains declared, or found by a rule; null until an experiment has found some
   * @param byMode other gains in some modes
   * @param margins of the gains with the declared model; null where none is declared
   * @param tuning the experiment; null where none is asked for
   * @param supervision null where it is not supervised
   */
  public record PidLaw(
      PidSettings settings,
      @Nullable PidGains gains,
      Map<Mode, PidGains> byMode,
      @Nullable Margins margins,
      @Nullable RelayTuning tuning,
      @Nullable SupervisorSettings supervision)
      implements Law {

    public PidLaw {
      byMode = Map.copyOf(byMode);
    }
  }

  /** The law of a loop as a PID law; null where it is none. */
  public @Nullable PidLaw pid() {
    return law instanceof PidLaw pid ? pid : null;
  }

  /** Whether it may act in a mode. */
  public boolean isActiveIn(Mode mode) {
    return activeIn.contains(mode);
  }
}
