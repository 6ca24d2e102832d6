package dev.homeostat.engine.policy;

import dev.homeostat.crds.ApprovalSpec;
import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.HomeostatControlSpec;
import dev.homeostat.crds.ModeOverrideSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.modes.ModePolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns declared resources into what the plan step reads, or says what is wrong with each. A
 * resource with a problem is left out whole: nothing is written for half of what somebody meant.
 */
public final class PolicyCompiler {

  private static final List<String> ENFORCEMENT = List.of("Observe", "Enforce");
  private static final List<String> DELETION = List.of("Restore", "Leave");

  /** Compiles every resource of a set. */
  public static CompiledPolicy compile(PolicySet set) {
    List<Workload> workloads = new ArrayList<>();
    List<ChainPolicy> chains = new ArrayList<>();
    Map<ResourceId, List<Problem>> problems = new LinkedHashMap<>();
    for (Resource<SignalSourceSpec> source : set.all(SignalSourceSpec.class)) {
      SpecReader reader = new SpecReader();
      SourceCompiler.check(reader, source.spec());
      keep(problems, source.id(), reader);
    }
    for (Resource<SLOChainSpec> chain : set.all(SLOChainSpec.class)) {
      SpecReader reader = new SpecReader();
      ChainPolicy policy = ChainPolicy.compile(reader, chain);
      if (chain.spec().source() != null) {
        new SourceReference(reader, set, chain.id().namespace())
            .checkOwn("spec.source", chain.spec().source());
      }
      if (policy != null && reader.problems().isEmpty()) {
        chains.add(policy.knowing(set));
      }
      keep(problems, chain.id(), reader);
    }
    DirectivesCompiler directives = new DirectivesCompiler(set);
    for (Resource<OperatingModeSpec> resource : set.all(OperatingModeSpec.class)) {
      SpecReader reader = new SpecReader();
      Workload workload = workload(reader, set, resource, directives);
      if (workload != null && reader.problems().isEmpty()) {
        workloads.add(workload);
      } else if (resource.deleting()) {
        workloads.add(Workload.remnant(resource));
      }
      keep(problems, resource.id(), reader);
    }
    LoopCompiler loops = new LoopCompiler(set, workloads);
    for (Resource<ControlLoopSpec> loop : set.all(ControlLoopSpec.class)) {
      SpecReader reader = new SpecReader();
      loops.add(reader, loop);
      keep(problems, loop.id(), reader);
    }
    workloads = new ArrayList<>(loops.joined(workloads));
    for (Resource<ModeOverrideSpec> override : set.all(ModeOverrideSpec.class)) {
      SpecReader reader = new SpecReader();
      DirectivesCompiler.override(reader, set, override);
      keep(problems, override.id(), reader);
    }
    for (Resource<ApprovalSpec> approval : set.all(ApprovalSpec.class)) {
      SpecReader reader = new SpecReader();
      DirectivesCompiler.approval(reader, set, approval);
      keep(problems, approval.id(), reader);
    }
    for (Resource<HomeostatControlSpec> control : set.all(HomeostatControlSpec.class)) {
      SpecReader reader = new SpecReader();
      DirectivesCompiler.check(reader, control);
      keep(problems, control.id(), reader);
    }
    refuseDoubles(set, workloads, problems);
    chains.removeIf(chain -> problems.containsKey(chain.id()));
    return new CompiledPolicy(workloads, chains, problems);
  }

  /** Of two resources with one name nobody knows which is meant. */
  private static void refuseDoubles(
      PolicySet set, List<Workload> workloads, Map<ResourceId, List<Problem>> problems) {
    Set<ResourceId> seen = new HashSet<>();
    for (Resource<?> resource : set.resources()) {
      ResourceId id = resource.id();
      if (!seen.add(id)) {
        Problem problem =
            new Problem(
                "DuplicateName",
                "metadata.name",
                "there are two resources " + id + "; rename or remove one");
        problems.merge(
            id, List.of(problem), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        workloads.removeIf(workload -> workload.id().equals(id));
      }
    }
  }

  private static void keep(
      Map<ResourceId, List<Problem>> problems, ResourceId id, SpecReader reader) {
    if (!reader.problems().isEmpty()) {
      problems.put(id, List.copyOf(reader.problems()));
    }
  }

  private static @Nullable Workload workload(
      SpecReader reader,
      PolicySet set,
      Resource<OperatingModeSpec> resource,
      DirectivesCompiler compiler) {
    Directives directives = compiler.compile(reader, resource);
    OperatingModeSpec spec = resource.spec();
    String namespace = resource.id().namespace();
    String enforcement =
        reader.oneOf("spec.enforcement", spec.enforcement(), ENFORCEMENT, "Observe");
    String deletion =
        reader.oneOf("spec.deletionPolicy", spec.deletionPolicy(), DELETION, "Restore");
    long intervalMillis = reader.duration("spec.interval", spec.interval(), "10s");
    List<SignalPolicy> signals = new SignalCompiler(reader, set, namespace).compile(spec.signals());
    SelectionCompiler selections = new SelectionCompiler(reader, set, resource);
    List<KnobPolicy> knobs =
        new KnobCompiler(reader, namespace, selections, hasFloor(spec)).compile(spec.knobs());
    List<String> names =
        spec.signals().stream().map(s -> Objects.requireNonNullElse(s.name(), "")).toList();
    ClauseCompiler clauses =
        new ClauseCompiler(reader, names, ForecastCompiler.periods(spec.signals(), signals));
    ModePolicy modes = new ModesCompiler(reader, clauses).compile(spec.modes(), intervalMillis);
    List<Constraint> constraints = new ConstraintCompiler(reader, set, resource).compile(knobs);
    Changes changes = new ChangesCompiler(reader, names, selections).compile(spec, constraints);
    ModeEffects effects =
        modes == null || spec.modes() == null
            ? ModeEffects.NONE
            : new EffectsCompiler(reader, compiler.webhooks(), directives.coordination().target())
                .compile(spec.modes(), modes);
    if (modes == null || !reader.problems().isEmpty()) {
      return null;
    }
    return new Workload(
        resource.id(),
        resource.uid(),
        resource.createdMillis(),
        enforcement.equals("Enforce") ? Enforcement.ENFORCE : Enforcement.OBSERVE,
        Workload.accountOf(spec),
        deletion.equals("Restore"),
        Jitter.added(modes, compiler.jitterMillis(resource.uid())),
        signals,
        knobs,
        directives,
        changes,
        Loops.NONE,
        effects,
        Doubts.of(spec, modes, signals, knobs, directives));
  }

  private static boolean hasFloor(OperatingModeSpec spec) {
    return spec.modes() != null && spec.modes().floor() != null;
  }

  private PolicyCompiler() {}
}
