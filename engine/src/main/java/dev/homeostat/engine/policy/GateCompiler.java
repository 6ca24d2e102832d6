package dev.homeostat.engine.policy;

import dev.homeostat.crds.GateCheck;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the gates of Recovery, and the workloads that another needs. */
final class GateCompiler {

  private static final int MOST = 8;

  private final SpecReader reader;
  private final PolicySet set;
  private final WebhookList webhooks;
  private final Resource<OperatingModeSpec> resource;

  GateCompiler(
      SpecReader reader,
      PolicySet set,
      WebhookList webhooks,
      Resource<OperatingModeSpec> resource) {
    this.reader = reader;
    this.set = set;
    this.webhooks = webhooks;
    this.resource = resource;
  }

  List<Gate> gates() {
    OperatingModeSpec.Modes modes = resource.spec().modes();
    List<OperatingModeSpec.Gate> declared =
        modes == null || modes.recovery() == null ? List.of() : modes.recovery().gates();
    String path = "spec.modes.recovery.gates";
    reader.atMost(path, declared, MOST);
    reader.unique(
        path, declared.stream().map(g -> Objects.requireNonNullElse(g.name(), "")).toList());
    List<Gate> gates = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Gate gate = gate(path + "[" + i + "]", declared.get(i));
      if (gate != null) {
        gates.add(gate);
      }
    }
    return gates;
  }

  private @Nullable Gate gate(String path, OperatingModeSpec.Gate gate) {
    int before = reader.problems().size();
    String name = reader.required(path + ".name", gate.name());
    int given =
        (gate.signal() != null ? 1 : 0)
            + (gate.operatingMode() != null ? 1 : 0)
            + (gate.job() != null ? 1 : 0)
            + (gate.webhook() != null ? 1 : 0);
    if (given != 1) {
      reader.invalid(
          path,
          "expected exactly one of signal, operatingMode, job and webhook, found "
              + given
              + " of them");
      return null;
    }
    if (gate.job() != null || gate.webhook() != null) {
      Gate.OfCheck check = check(path, name, gate);
      return reader.problems().size() > before ? null : check;
    }
    if (gate.operatingMode() != null) {
      checkPeer(path + ".operatingMode", gate.operatingMode());
      Set<Mode> modes = EnumSet.noneOf(Mode.class);
      for (String word : gate.modes().isEmpty() ? List.of("Target") : gate.modes()) {
        Mode mode = Mode.ofWord(word);
        if (mode == null) {
          reader.invalid(path + ".modes", "expected modes such as Target, found " + word);
        } else {
          modes.add(mode);
        }
      }
      return reader.problems().size() > before
          ? null
          : new Gate.OfWorkload(name, gate.operatingMode(), modes);
    }
    return ofSignal(path, name, gate);
  }

  private Gate.OfCheck check(String path, String name, OperatingModeSpec.Gate gate) {
    GateCheck.Job job = gate.job();
    if (job != null) {
      return new Gate.OfCheck(
          name,
          new Gate.RunJob(reader.required(path + ".job.cronJob", job.cronJob())),
          reader.duration(path + ".job.timeout", job.timeout(), "10m"));
    }
    GateCheck.Webhook webhook = Objects.requireNonNull(gate.webhook());
    String url = reader.required(path + ".webhook.url", webhook.url());
    return new Gate.OfCheck(
        name,
        new Gate.AskUrl(
            webhooks.check(reader, path + ".webhook.url", url),
            TokenRef.read(reader, path + ".webhook.credential", webhook.credential())),
        reader.duration(path + ".webhook.timeout", webhook.timeout(), "5s"));
  }

  private @Nullable Gate ofSignal(String path, String name, OperatingModeSpec.Gate gate) {
    int before = reader.problems().size();
    List<String> signals =
        resource.spec().signals().stream()
            .map(s -> Objects.requireNonNullElse(s.name(), ""))
            .toList();
    int signal = signals.indexOf(gate.signal());
    if (signal < 0) {
      reader.problem(
          "UnknownSignal",
          path + ".signal",
          "spec.signals has no signal %s; it has %s"
              .formatted(gate.signal(), String.join(", ", signals)));
    }
    Double above = gate.above();
    Double below = gate.below();
    if ((above == null) == (below == null)) {
      reader.invalid(path, "expected exactly one of above and below");
      return null;
    }
    Condition.Side side = above != null ? Condition.Side.ABOVE : Condition.Side.BELOW;
    double threshold = above != null ? above : Objects.requireNonNull(below);
    return reader.problems().size() > before
        ? null
        : new Gate.OfSignal(name, signal, side, threshold);
  }

  /** The modes whose entry waits for an approval. */
  Set<Mode> approved() {
    OperatingModeSpec.Modes modes = resource.spec().modes();
    Set<Mode> approved = EnumSet.noneOf(Mode.class);
    if (modes != null && modes.recovery() != null) {
      for (String word : modes.recovery().approval()) {
        Mode mode = Mode.ofWord(word);
        if (mode == Mode.RECOVERY || mode == Mode.TARGET) {
          approved.add(mode);
        } else {
          reader.invalid(
              "spec.modes.recovery.approval", "expected Recovery or Target, found " + word);
        }
      }
    }
    return approved;
  }

  List<String> dependsOn() {
    List<OperatingModeSpec.Dependency> declared = resource.spec().dependsOn();
    reader.atMost("spec.dependsOn", declared, MOST);
    String own = resource.id().namespace();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      OperatingModeSpec.Dependency one = declared.get(i);
      String path = "spec.dependsOn[" + i + "].operatingMode";
      String name = reader.required(path, one.operatingMode());
      String namespace = Objects.requireNonNullElse(one.namespace(), own);
      if (!name.isEmpty() && namespace.equals(own)) {
        checkPeer(path, name);
        names.add(name);
      } else if (!name.isEmpty()) {
        checkExport(path, Export.name(own, one));
        names.add(Export.name(own, one));
      }
    }
    if (leadsBack()) {
      reader.problem(
          "DependencyCycle",
          "spec.dependsOn",
          "it leads back to " + resource.id().name() + ", and none of them could rise; cut it");
    }
    return names;
  }

  /** Whether what it needs needs it, through whatever namespaces. */
  private boolean leadsBack() {
    String goal = Export.name(resource.id());
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(needs(goal));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (next.equals(goal)) {
        return true;
      }
      if (seen.add(next)) {
        open.addAll(needs(next));
      }
    }
    return false;
  }

  private Set<String> needs(String name) {
    for (Export export : set.exports()) {
      if (export.name().equals(name)) {
        return export.needs();
      }
    }
    String namespace = resource.id().namespace();
    return name.startsWith(namespace + "/")
        ? set
            .find(OperatingModeSpec.class, namespace, name.substring(namespace.length() + 1))
            .map(one -> one.spec().dependsOn())
            .orElse(List.of())
            .stream()
            .map(dependency -> Export.name(namespace, dependency))
            .collect(Collectors.toSet())
        : Set.of();
  }

  private void checkExport(String path, String name) {
    if (set.exports().stream().noneMatch(export -> export.name().equals(name))) {
      reader.problem(
          "NotExported",
          path,
          "no OperatingMode %s lists the namespace %s in its spec.exportTo; its owner adds it there"
              .formatted(name, resource.id().namespace()));
    }
  }

  private void checkPeer(String path, String name) {
    if (set.find(OperatingModeSpec.class, resource.id().namespace(), name).isEmpty()) {
      reader.problem(
          "UnknownOperatingMode",
          path,
          "there is no OperatingMode %s/%s; declare it, or name one that there is"
              .formatted(resource.id().namespace(), name));
    }
  }
}
