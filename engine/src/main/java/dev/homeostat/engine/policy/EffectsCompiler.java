package dev.homeostat.engine.policy;

import dev.homeostat.crds.ModeAction;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModePolicy;
import dev.homeostat.slo.Guarantee;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks and decodes what the modes of an OperatingMode mean beside its knobs. */
final class EffectsCompiler {

  private static final int MOST = 4;
  private static final String DEFAULT_TIMEOUT = "10s";
  private static final List<String> ON_FAILURE = List.of("Ignore", "Retry", "Hold");

  private final SpecReader reader;
  private final WebhookList webhooks;
  private final @Nullable ObjectRef target;
  private final List<ActionPolicy> actions = new ArrayList<>();
  private final Map<Mode, Guarantee> guarantees = new EnumMap<>(Mode.class);

  EffectsCompiler(SpecReader reader, WebhookList webhooks, @Nullable ObjectRef target) {
    this.reader = reader;
    this.webhooks = webhooks;
    this.target = target;
  }

  ModeEffects compile(OperatingModeSpec.Modes modes, ModePolicy policy) {
    OperatingModeSpec.TargetMode normal = modes.target();
    if (normal != null) {
      mode(Mode.TARGET, normal.onEntry(), normal.onExit());
      guarantee(Mode.TARGET, normal.guarantee());
    }
    OperatingModeSpec.RecoveryMode recovery = modes.recovery();
    if (recovery != null) {
      mode(Mode.RECOVERY, recovery.onEntry(), recovery.onExit());
    }
    protective(Mode.DEGRADED, modes.degraded());
    protective(Mode.FLOOR, modes.floor());
    checkGuarantees(policy.climb().steps().size());
    return actions.isEmpty() && guarantees.isEmpty()
        ? ModeEffects.NONE
        : new ModeEffects(guarantees, actions);
  }

  private void protective(Mode mode, OperatingModeSpec.@Nullable ProtectiveMode declared) {
    if (declared != null) {
      mode(mode, declared.onEntry(), declared.onExit());
      guarantee(mode, declared.guarantee());
    }
  }

  private static String path(Mode mode) {
    return "spec.modes." + mode.word().toLowerCase(Locale.ROOT);
  }

  private void guarantee(Mode mode, @Nullable String word) {
    if (word == null) {
      return;
    }
    for (Guarantee guarantee : Guarantee.values()) {
      if (word.equals(ModeEffects.word(guarantee))) {
        guarantees.put(mode, guarantee);
        return;
      }
    }
    reader.invalid(
        path(mode) + ".guarantee", "expected a guarantee such as Eventual, found " + word);
  }

  /** No mode promises more than a safer one is asked for, and each step raises one level. */
  private void checkGuarantees(int steps) {
    Guarantee normal = guarantees.get(Mode.TARGET);
    for (Mode mode : List.of(Mode.DEGRADED, Mode.FLOOR)) {
      Guarantee own = guarantees.get(mode);
      if (own == null || normal == null) {
        if (own != null) {
          reader.invalid(
              "spec.modes.target.guarantee",
              "required, since " + path(mode) + " declares one: Recovery rises to it");
        }
        continue;
      }
      int levels = ModeEffects.levels(own, normal);
      if (levels > steps) {
        reader.invalid(
            "spec.modes.recovery.steps",
            "expected at least %d, since each raises the guarantee by one level, from %s of %s to %s; found %d"
                .formatted(
                    levels, ModeEffects.word(own), mode.word(), ModeEffects.word(normal), steps));
      }
    }
  }

  private void mode(Mode mode, List<ModeAction> entry, List<ModeAction> exit) {
    phase(mode, ActionPolicy.Phase.ENTRY, path(mode) + ".onEntry", entry);
    phase(mode, ActionPolicy.Phase.EXIT, path(mode) + ".onExit", exit);
  }

  private void phase(Mode mode, ActionPolicy.Phase phase, String path, List<ModeAction> declared) {
    reader.atMost(path, declared, MOST);
    reader.unique(
        path, declared.stream().map(a -> Objects.requireNonNullElse(a.name(), "")).toList());
    for (int i = 0; i < declared.size(); i++) {
      ModeAction one = declared.get(i);
      String at = path + "[" + i + "]";
      String name = reader.required(at + ".name", one.name());
      ActionPolicy.Deed deed = deed(at, one);
      long timeoutMillis = reader.duration(at + ".timeout", one.timeout(), DEFAULT_TIMEOUT);
      ActionPolicy.OnFailure onFailure =
          switch (reader.oneOf(at + ".onFailure", one.onFailure(), ON_FAILURE, "Retry")) {
            case "Ignore" -> ActionPolicy.OnFailure.IGNORE;
            case "Hold" -> ActionPolicy.OnFailure.HOLD;
            default -> ActionPolicy.OnFailure.RETRY;
          };
      if (deed != null) {
        actions.add(new ActionPolicy(name, mode, phase, deed, timeoutMillis, onFailure));
      }
    }
  }

  private ActionPolicy.@Nullable Deed deed(String path, ModeAction action) {
    int given =
        (action.annotate() != null ? 1 : 0)
            + (action.scale() != null ? 1 : 0)
            + (action.webhook() != null ? 1 : 0)
            + (action.event() != null ? 1 : 0);
    if (given != 1) {
      reader.invalid(
          path,
          "expected exactly one of annotate, scale, webhook and event, found "
              + given
              + " of them");
      return null;
    }
    if (action.webhook() != null) {
      String url = reader.required(path + ".webhook.url", action.webhook().url());
      return new ActionPolicy.Post(
          webhooks.check(reader, path + ".webhook.url", url),
          TokenRef.read(reader, path + ".webhook.credential", action.webhook().credential()));
    }
    if (action.event() != null) {
      return new ActionPolicy.Say(
          reader.required(path + ".event.message", action.event().message()));
    }
    if (target == null) {
      reader.invalid(
          "spec.targetRef", "required, since " + path + " is done to it: its kind and its name");
      return null;
    }
    if (action.annotate() != null) {
      return annotate(path + ".annotate", target, action.annotate());
    }
    return scale(path + ".scale", target, Objects.requireNonNull(action.scale()));
  }

  private ActionPolicy.Deed annotate(
      String path, ObjectRef object, ModeAction.Annotation annotation) {
    String key = reader.required(path + ".key", annotation.key());
    if (key.contains("kubernetes.io/") || key.contains("homeostat.dev/")) {
      reader.invalid(
          path + ".key",
          "annotations of Kubernetes and of Homeostat are not for actions; take a prefix of your"
              + " own");
    }
    return new ActionPolicy.Annotate(object, key, annotation.value());
  }

  private ActionPolicy.@Nullable Deed scale(
      String path, ObjectRef object, ModeAction.Scale bounds) {
    long atLeast = Objects.requireNonNullElse(bounds.atLeast(), 1L);
    Long atMost = bounds.atMost();
    if (object.resource().equals("daemonsets")) {
      reader.invalid(path, "a DaemonSet has no replicas; remove it");
    }
    if (atMost == null || atLeast < 1 || atMost < atLeast || atMost > 100_000) {
      reader.invalid(path, "expected atLeast from 1 up to atMost, found " + bounds);
      return null;
    }
    return new ActionPolicy.Scale(object, Math.toIntExact(atLeast), Math.toIntExact(atMost));
  }
}
