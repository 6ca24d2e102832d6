package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Map;

/**
 * All that one evaluation knows: with the state it determines the decision.
 *
 * @param nowMillis now, milliseconds since the epoch
 * @param cap how far the administrator lets any resource go
 * @param deleted whether the resource is being deleted
 * @param signals one a signal of the policy
 * @param knobs one a knob of the policy
 * @param leftovers one a leftover of the state
 * @param peers where the other workloads are that its gates and dependencies name, as far as known
 * @param loopSignals one a signal of the policy's loops
 * @param failures what became of the last evaluation's writes, where they failed
 * @param surroundings what is known beyond its own signals and knobs
 */
public record Inputs(
    long nowMillis,
    Enforcement cap,
    boolean deleted,
    List<Reading> signals,
    List<KnobSight> knobs,
    List<KnobSight> leftovers,
    List<Peer> peers,
    List<Reading> loopSignals,
    List<Problem> failures,
    Surroundings surroundings) {

  /**
   * Where another workload is.
   *
   * @param name of its OperatingMode; of another namespace such as {@code data/orders}
   * @param mode where it was at its last evaluation
   * @param knobs what its knobs held then, as constraints name them; empty where none names it
   */
  public record Peer(String name, Mode mode, Map<String, Object> knobs) {
    public Peer {
      knobs = Map.copyOf(knobs);
    }
  }

  public Inputs {
    signals = List.copyOf(signals);
    knobs = List.copyOf(knobs);
    leftovers = List.copyOf(leftovers);
    peers = List.copyOf(peers);
    loopSignals = List.copyOf(loopSignals);
    failures = List.copyOf(failures);
    surroundings = surroundings == null ? Surroundings.NONE : surroundings;
  }
}
