package dev.homeostat.engine.policy;

import dev.homeostat.modes.ModePolicy;
import java.util.List;

/**
 * One OperatingMode, decoded and checked, with every default filled in.
 *
 * @param id the resource
 * @param uid its identity, which a resource of the same name made later does not share
 * @param createdMillis when it was made; the oldest of two owners wins
 * @param enforcement how far it may go
 * @param restoreOnDeletion whether values written are given back when it is deleted
 * @param modes when it changes its mode
 * @param signals in the order in which {@code modes} numbers them
 * @param knobs what its modes set
 */
public record Workload(
    ResourceId id,
    String uid,
    long createdMillis,
    Enforcement enforcement,
    boolean restoreOnDeletion,
    ModePolicy modes,
    List<SignalPolicy> signals,
    List<KnobPolicy> knobs) {

  public Workload {
    signals = List.copyOf(signals);
    knobs = List.copyOf(knobs);
  }

  /** The field manager under which its values are written. */
  public String manager() {
    return "homeostat-operatingmode-" + uid;
  }

  /** Name of the annotation on its objects. */
  public String noteName() {
    return "operatingmode.homeostat.dev/" + id.name();
  }
}
