package dev.homeostat.slo.chain;

import dev.homeostat.slo.Guarantee;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The consistency guarantee of a chain: the meet of its services, each raised by the upgrade gates
 * on its way to the root.
 *
 * @param guarantee what the chain gives
 * @param satisfied whether that is at least what is required
 * @param weakenedBy indexes of the services that keep the chain below what is required, or, where
 *     nothing is required, below what its strongest service gives
 * @param undeclared indexes of the services that declare no guarantee, which count as the weakest
 */
public record GuaranteeReport(
    Guarantee guarantee, boolean satisfied, List<Integer> weakenedBy, List<Integer> undeclared) {

  public GuaranteeReport {
    weakenedBy = List.copyOf(weakenedBy);
    undeclared = List.copyOf(undeclared);
  }

  static GuaranteeReport of(
      Structure structure, List<@Nullable Guarantee> given, @Nullable Guarantee required) {
    Guarantee[] raised = new Guarantee[structure.size()];
    Arrays.fill(raised, Guarantee.EVENTUAL);
    List<Integer> undeclared = new ArrayList<>();
    // A gate raises all that is below it, so what a stage is raised to goes down to its members.
    for (int node = structure.root(); !structure.isService(node); node--) {
      Guarantee gate = structure.stage(node).upgradeGate();
      Guarantee own = gate == null ? raised[node] : raised[node].join(gate);
      for (int member : structure.members(node)) {
        raised[member] = own;
      }
    }
    Guarantee weakest = Guarantee.STRICT_SERIALIZABLE;
    Guarantee strongest = Guarantee.EVENTUAL;
    for (int i = 0; i < structure.serviceCount(); i++) {
      Guarantee declared = given.get(i);
      if (declared == null) {
        undeclared.add(i);
      } else {
        raised[i] = raised[i].join(declared);
      }
      weakest = weakest.meet(raised[i]);
      strongest = strongest.join(raised[i]);
    }
    Guarantee reference = required == null ? strongest : required;
    List<Integer> weakenedBy = new ArrayList<>();
    for (int i = 0; i < structure.serviceCount(); i++) {
      if (!raised[i].isAtLeast(reference)) {
        weakenedBy.add(i);
      }
    }
    return new GuaranteeReport(
        weakest, required == null || weakest.isAtLeast(required), weakenedBy, undeclared);
  }
}
