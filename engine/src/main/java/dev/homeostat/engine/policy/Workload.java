package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.BackOff;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModePolicy;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.Stay;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * One OperatingMode, decoded and checked, with every default filled in.
 *
 * @param id the resource
 * @param uid its identity, which a resource of the same name made later does not share
 * @param createdMillis when it was made; the oldest of two owners wins
 * @param enforcement how far it may go
 * @param account ServiceAccount in its namespace with whose rights it reads and writes objects
 * @param restoreOnDeletion whether values written are given back when it is deleted
 * @param modes when it changes its mode
 * @param signals in the order in which {@code modes} numbers them
 * @param knobs what its modes set
 * @param directives what people say about it beside its signals
 * @param changes what binds the changes of its settings
 * @param loops the control loops that drive its knobs
 * @param effects what its modes mean beside its knobs
 * @param doubts what its resource says that does not go well together, and is done all the same
 */
public record Workload(
    ResourceId id,
    String uid,
    long createdMillis,
    Enforcement enforcement,
    String account,
    boolean restoreOnDeletion,
    ModePolicy modes,
    List<SignalPolicy> signals,
    List<KnobPolicy> knobs,
    Directives directives,
    Changes changes,
    Loops loops,
    ModeEffects effects,
    List<Problem> doubts) {

  public Workload {
    doubts = List.copyOf(doubts);
    signals = List.copyOf(signals);
    knobs = List.copyOf(knobs);
  }

  /**
   * What is left of a resource that is being deleted and whose spec cannot be used: enough to give
   * back what it holds.
   */
  static Workload remnant(Resource<OperatingModeSpec> resource) {
    OperatingModeSpec spec = resource.spec();
    Condition never = new Condition(0, Condition.NONE, Condition.Side.ABOVE, 1, 0, 0, 0);
    return new Workload(
        resource.id(),
        resource.uid(),
        resource.createdMillis(),
        Enforcement.OBSERVE,
        accountOf(spec),
        !"Leave".equals(spec.deletionPolicy()),
        new ModePolicy(
            List.of(new Clause(Mode.DEGRADED, false, List.of(never))),
            Stay.NONE,
            Stay.NONE,
            Stay.NONE,
            new ModePolicy.Climb(List.of(100), 0),
            BackOff.NONE,
            1),
        List.of(),
        List.of(),
        Directives.NONE,
        Changes.NONE,
        Loops.NONE,
        ModeEffects.NONE,
        List.of());
  }

  /** The same with control loops. */
  Workload with(Loops newLoops) {
    return new Workload(
        id,
        uid,
        createdMillis,
        enforcement,
        account,
        restoreOnDeletion,
        modes,
        signals,
        knobs,
        directives,
        changes,
        newLoops,
        effects,
        doubts);
  }

  /** The ServiceAccount that a spec names, or the one that every namespace has. */
  static String accountOf(OperatingModeSpec spec) {
    return Objects.requireNonNullElse(spec.serviceAccountName(), "default");
  }

  /** Whether anything may be written for it. */
  public boolean enforces(Enforcement cap) {
    return enforcement.cappedAt(cap) == Enforcement.ENFORCE;
  }

  /** Whether it has been in its mode for so long that a person is called. */
  public boolean isOverdue(ModeState mode) {
    long longestMillis = modes.stay(mode.mode()).longestMillis();
    return longestMillis > 0 && mode.dwelledMillis() >= longestMillis;
  }

  /** The field manager under which its values are written. */
  public String manager() {
    return "homeostat-operatingmode-" + uid;
  }

  /** The workloads of its namespace that bear on it. */
  public Set<String> peers() {
    Set<String> peers = new TreeSet<>(directives.peers());
    changes.constraints().forEach(constraint -> peers.addAll(constraint.others()));
    return peers;
  }

  /** Name of the annotation on its objects. */
  public String noteName() {
    return "operatingmode.homeostat.dev/" + id.name();
  }
}
