package dev.homeostat.engine.policy;

import dev.homeostat.crds.Metadata;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.ChainPlanCompilation;
import dev.homeostat.engine.rules.ChainPlanCompiler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An SLOChain without a problem.
 *
 * @param id its name
 * @param uid its identity
 * @param deleting whether it is being deleted
 * @param plan what it declares
 * @param remarks what its plan leaves out, such as alerts that can never fire
 * @param modes names of the OperatingModes that its services name and that there are
 */
public record ChainPolicy(
    ResourceId id,
    String uid,
    boolean deleting,
    ChainPlan plan,
    List<Problem> remarks,
    Set<String> modes) {

  public ChainPolicy {
    remarks = List.copyOf(remarks);
    modes = Set.copyOf(modes);
  }

  /** The OperatingMode that says which guarantee a service gives now; null where there is none. */
  public @Nullable ResourceId modeOf(int service) {
    String mode = plan.indicators().get(service).operatingMode();
    return mode != null && modes.contains(mode)
        ? new ResourceId("OperatingMode", id.namespace(), mode)
        : null;
  }

  /**
   * The same with the OperatingModes that it names, and with a remark for each that is not there.
   */
  ChainPolicy knowing(PolicySet set) {
    List<Problem> more = new ArrayList<>(remarks);
    Set<String> found = new HashSet<>();
    for (int i = 0; i < plan.indicators().size(); i++) {
      String mode = plan.indicators().get(i).operatingMode();
      if (mode == null) {
        continue;
      }
      if (set.find(OperatingModeSpec.class, id.namespace(), mode).isPresent()) {
        found.add(mode);
      } else {
        more.add(
            new Problem(
                "UnknownOperatingMode",
                plan.chain().services().get(i).name(),
                "there is no OperatingMode %s/%s; until there is, the guarantee declared here counts"
                    .formatted(id.namespace(), mode)));
      }
    }
    return new ChainPolicy(id, uid, deleting, plan, more, found);
  }

  /** Compiles a chain; null where it has problems, which the reader then holds. */
  static @Nullable ChainPolicy compile(SpecReader reader, Resource<SLOChainSpec> resource) {
    ResourceId id = resource.id();
    Metadata metadata =
        new Metadata(
            id.name(),
            id.namespace().isEmpty() ? null : id.namespace(),
            Map.of(),
            resource.annotations());
    ChainPlanCompilation compiled = ChainPlanCompiler.compile(metadata, resource.spec());
    if (compiled instanceof ChainPlanCompilation.Compiled good) {
      return new ChainPolicy(
          id, resource.uid(), resource.deleting(), good.plan(), good.remarks(), Set.of());
    }
    ((ChainPlanCompilation.Refused) compiled).problems().forEach(reader::problem);
    return null;
  }
}
