package dev.homeostat.engine.policy;

import dev.homeostat.crds.ApprovalSpec;
import dev.homeostat.crds.HomeostatControlSpec;
import dev.homeostat.crds.ModeOverrideSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.TargetReference;
import dev.homeostat.modes.Guidance;
import dev.homeostat.modes.Mode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decodes what people say about a workload: in its own spec, in overrides, for the cluster. */
final class DirectivesCompiler {

  private static final String CONTROL = "cluster";
  private static final int MOST_WINDOWS = 8;

  private final PolicySet set;
  private final String clusterPause;
  private final List<Window> freezes;
  private final WebhookList webhooks;
  private final HomeostatControlSpec.@Nullable Recoveries recoveries;

  DirectivesCompiler(PolicySet set) {
    this.set = set;
    HomeostatControlSpec control =
        set.find(HomeostatControlSpec.class, "", CONTROL).map(Resource::spec).orElse(null);
    this.clusterPause =
        control != null && Boolean.TRUE.equals(control.paused())
            ? "HomeostatControl " + CONTROL
            : "";
    this.freezes = control == null ? List.of() : freezes(new SpecReader(), control);
    this.webhooks =
        control == null ? new WebhookList(List.of()) : WebhookList.of(new SpecReader(), control);
    this.recoveries = control == null ? null : control.recoveries();
  }

  /** Checks a HomeostatControl. */
  static void check(SpecReader reader, Resource<HomeostatControlSpec> control) {
    if (!control.id().name().equals(CONTROL)) {
      reader.invalid("metadata.name", "only the one named " + CONTROL + " counts; rename it");
    }
    freezes(reader, control.spec());
    WebhookList.of(reader, control.spec());
    HomeostatControlSpec.Recoveries recoveries = control.spec().recoveries();
    if (recoveries != null) {
      mostRecovering(reader, recoveries);
      spreadMillis(reader, recoveries);
    }
  }

  /** How many may recover at once; 0 where that has no limit. */
  private static int mostRecovering(
      SpecReader reader, HomeostatControlSpec.@Nullable Recoveries recoveries) {
    Long most = recoveries == null ? null : recoveries.perNamespace();
    if (most != null && (most < 1 || most > 1_000)) {
      reader.invalid("spec.recoveries.perNamespace", "expected 1 to 1000, found " + most);
      return 0;
    }
    return most == null ? 0 : Math.toIntExact(most);
  }

  private static long spreadMillis(
      SpecReader reader, HomeostatControlSpec.@Nullable Recoveries recoveries) {
    return recoveries == null || recoveries.spread() == null
        ? 0
        : reader.duration("spec.recoveries.spread", recoveries.spread(), "");
  }

  /** How much longer than declared an exit lasts for one workload. */
  long jitterMillis(String uid) {
    long spreadMillis = spreadMillis(new SpecReader(), recoveries);
    return spreadMillis == 0 ? 0 : Jitter.millis(uid, spreadMillis);
  }

  /** The URLs that may be called. */
  WebhookList webhooks() {
    return webhooks;
  }

  private static List<Window> freezes(SpecReader reader, HomeostatControlSpec control) {
    String path = "spec.freezeWindows";
    reader.atMost(path, control.freezeWindows(), MOST_WINDOWS);
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < control.freezeWindows().size(); i++) {
      HomeostatControlSpec.FreezeWindow one = control.freezeWindows().get(i);
      Window window =
          Window.read(
              reader,
              path + "[" + i + "]",
              new Window.Declared(one.name(), one.cron(), one.timeZone(), one.duration()),
              null);
      if (window != null) {
        windows.add(window);
      }
    }
    return windows;
  }

  /** Checks a ModeOverride and decodes it; null where it cannot be used. */
  static Directives.@Nullable Order override(
      SpecReader reader, PolicySet set, Resource<ModeOverrideSpec> resource) {
    ModeOverrideSpec spec = resource.spec();
    OperatingModeSpec workload = workload(reader, set, resource, spec.operatingMode());
    reader.required("spec.reason", spec.reason());
    Long revision = spec.toRevision();
    if (revision != null) {
      return rollback(reader, resource, revision);
    }
    String word =
        reader.oneOf("spec.mode", spec.mode(), List.of("Target", "Degraded", "Floor"), "");
    if (workload != null && word.equals("Floor") && !hasFloor(workload)) {
      reader.invalid(
          "spec.mode", "OperatingMode " + spec.operatingMode() + " declares no modes.floor");
    }
    Mode mode = Mode.ofWord(word);
    long untilMillis = time(reader, spec.until());
    return mode == null || !reader.problems().isEmpty()
        ? null
        : new Directives.Order(
            resource.id().name(),
            new Guidance.Destination(mode, Boolean.TRUE.equals(spec.skipGates())),
            0,
            untilMillis);
  }

  private static Directives.@Nullable Order rollback(
      SpecReader reader, Resource<ModeOverrideSpec> resource, long revision) {
    if (resource.spec().mode() != null) {
      reader.invalid("spec.toRevision", "expected exactly one of mode and toRevision");
    }
    if (revision < 1) {
      reader.invalid(
          "spec.toRevision",
          "expected the number of a set in status.settings of the OperatingMode, found "
              + revision);
    }
    long untilMillis = time(reader, resource.spec().until());
    return reader.problems().isEmpty()
        ? new Directives.Order(resource.id().name(), null, revision, untilMillis)
        : null;
  }

  private static long time(SpecReader reader, @Nullable String until) {
    String text = reader.required("spec.until", until);
    try {
      return text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      reader.invalid("spec.until", "expected a time such as 2026-01-31T18:00:00Z, found " + text);
      return 0;
    }
  }

  /** Checks an Approval and decodes it; null where it cannot be used. */
  static Directives.@Nullable Approval approval(
      SpecReader reader, PolicySet set, Resource<ApprovalSpec> resource) {
    ApprovalSpec spec = resource.spec();
    workload(reader, set, resource, spec.operatingMode());
    Long decision = spec.decision();
    if (decision == null || decision < 1) {
      reader.invalid("spec.decision", "required: the number that the status waits for");
    }
    long untilMillis = time(reader, spec.until());
    return decision == null || !reader.problems().isEmpty()
        ? null
        : new Directives.Approval(resource.id().name(), decision, untilMillis);
  }

  /** The OperatingMode that a resource names; null where there is none. */
  private static @Nullable OperatingModeSpec workload(
      SpecReader reader, PolicySet set, Resource<?> resource, @Nullable String declared) {
    String name = reader.required("spec.operatingMode", declared);
    OperatingModeSpec workload =
        set.find(OperatingModeSpec.class, resource.id().namespace(), name)
            .map(Resource::spec)
            .orElse(null);
    if (workload == null && !name.isEmpty()) {
      reader.problem(
          "UnknownOperatingMode",
          "spec.operatingMode",
          "there is no OperatingMode %s/%s; declare it, or name one that there is"
              .formatted(resource.id().namespace(), name));
    }
    return workload;
  }

  private static boolean hasFloor(@Nullable OperatingModeSpec workload) {
    return workload != null && workload.modes() != null && workload.modes().floor() != null;
  }

  /** What is said about one workload. */
  Directives compile(SpecReader reader, Resource<OperatingModeSpec> resource) {
    OperatingModeSpec spec = resource.spec();
    String pause =
        !clusterPause.isEmpty()
            ? clusterPause
            : Boolean.TRUE.equals(spec.paused()) ? "spec.paused" : "";
    List<Window> schedules = schedules(reader, spec);
    List<Directives.Order> overrides = new ArrayList<>();
    for (Resource<ModeOverrideSpec> one : set.all(ModeOverrideSpec.class)) {
      Directives.Order override =
          isAbout(resource, one, one.spec().operatingMode())
              ? override(new SpecReader(), set, one)
              : null;
      if (override != null) {
        overrides.add(override);
      }
    }
    List<Directives.Approval> approvals = new ArrayList<>();
    for (Resource<ApprovalSpec> one : set.all(ApprovalSpec.class)) {
      Directives.Approval approval =
          isAbout(resource, one, one.spec().operatingMode())
              ? approval(new SpecReader(), set, one)
              : null;
      if (approval != null) {
        approvals.add(approval);
      }
    }
    GateCompiler gates = new GateCompiler(reader, set, webhooks, resource);
    Directives directives =
        new Directives(
            pause,
            overrides,
            schedules,
            freezes,
            gates.gates(),
            gates.dependsOn(),
            gates.approved(),
            approvals,
            new Coordination(
                target(reader, resource), mostRecovering(new SpecReader(), recoveries)));
    return directives.equals(Directives.NONE) ? Directives.NONE : directives;
  }

  private static @Nullable ObjectRef target(
      SpecReader reader, Resource<OperatingModeSpec> resource) {
    TargetReference declared = resource.spec().targetRef();
    if (declared == null) {
      return null;
    }
    String kind =
        reader.oneOf(
            "spec.targetRef.kind",
            declared.kind(),
            List.of("Deployment", "StatefulSet", "DaemonSet"),
            "");
    String name = reader.required("spec.targetRef.name", declared.name());
    return new ObjectRef(
        "apps", "v1", kind.toLowerCase(Locale.ROOT) + "s", resource.id().namespace(), name);
  }

  /** Whether a resource that stays names this workload. */
  private static boolean isAbout(
      Resource<OperatingModeSpec> workload, Resource<?> one, @Nullable String named) {
    return one.id().namespace().equals(workload.id().namespace())
        && workload.id().name().equals(named)
        && !one.deleting();
  }

  private static List<Window> schedules(SpecReader reader, OperatingModeSpec spec) {
    String path = "spec.schedules";
    reader.atMost(path, spec.schedules(), MOST_WINDOWS);
    reader.unique(
        path,
        spec.schedules().stream().map(s -> Objects.requireNonNullElse(s.name(), "")).toList());
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < spec.schedules().size(); i++) {
      OperatingModeSpec.Schedule one = spec.schedules().get(i);
      String at = path + "[" + i + "]";
      String word = reader.oneOf(at + ".mode", one.mode(), List.of("Degraded", "Floor"), "");
      if (word.equals("Floor") && !hasFloor(spec)) {
        reader.invalid(at + ".mode", "there is no modes.floor; declare it, or say Degraded");
      }
      Window window =
          Window.read(
              reader,
              at,
              new Window.Declared(one.name(), one.cron(), one.timeZone(), one.duration()),
              Mode.ofWord(word));
      if (window != null) {
        windows.add(window);
      }
    }
    return windows;
  }
}
