package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.SaferDirection;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the knobs of an OperatingMode. */
final class KnobCompiler {

  private static final List<String> KINDS =
      List.of("Integer", "Decimal", "Percentage", "Duration", "Boolean", "Enum");
  private static final List<String> DIRECTIONS = List.of("Lower", "Higher");
  private static final List<String> FIXED =
      List.of("/metadata/", "/status/", "/apiVersion/", "/kind/");
  private static final List<String> POD_OWNERS =
      List.of("deployments", "statefulsets", "daemonsets", "replicasets");
  private static final String POD_TEMPLATE = "/spec/template/";
  private static final int MOST_KNOBS = 32;

  private final SpecReader reader;
  private final String namespace;

  /** Every object once: knobs in one object are told from others at each step of the plan. */
  private final Map<ObjectRef, ObjectRef> objects = new HashMap<>();

  KnobCompiler(SpecReader reader, String namespace) {
    this.reader = reader;
    this.namespace = namespace;
  }

  List<KnobPolicy> compile(List<OperatingModeSpec.Knob> knobs) {
    if (knobs.isEmpty()) {
      reader.invalid("spec.knobs", "required: at least one value that the modes set");
    }
    reader.atMost("spec.knobs", knobs, MOST_KNOBS);
    reader.unique("spec.knobs", knobs.stream().map(k -> k.name() == null ? "" : k.name()).toList());
    List<KnobPolicy> compiled = new ArrayList<>();
    for (int i = 0; i < knobs.size(); i++) {
      KnobPolicy knob = knob("spec.knobs[" + i + "]", knobs.get(i));
      if (knob != null) {
        refuseSameField("spec.knobs[" + i + "].in", knob, compiled);
        compiled.add(knob);
      }
    }
    return compiled;
  }

  private void refuseSameField(String path, KnobPolicy knob, List<KnobPolicy> others) {
    for (KnobPolicy other : others) {
      if (other.claim().equals(knob.claim())) {
        reader.invalid(path, knob.claim() + " is the knob " + other.name() + " already");
      }
    }
  }

  private @Nullable KnobPolicy knob(String path, OperatingModeSpec.Knob knob) {
    int before = reader.problems().size();
    String name = reader.required(path + ".name", knob.name());
    KnobKind kind = kind(path + ".type", knob.type());
    SaferDirection safer = safer(path + ".saferDirection", knob.saferDirection());
    Claim claim = claim(path + ".in", knob.in());
    String format = format(path + ".in.configMapKey.format", knob.in());
    if (kind == null || safer == null || claim == null) {
      return null;
    }
    double min = value(path + ".min", kind, knob.min());
    double max = value(path + ".max", kind, knob.max());
    OperatingModeSpec.Values values = knob.values();
    if (values == null) {
      reader.invalid(path + ".values", "required: the value in target and in degraded");
      return null;
    }
    double target = value(path + ".values.target", kind, values.target());
    double degraded = value(path + ".values.degraded", kind, values.degraded());
    reader.notImplemented(path + ".values.floor", values.floor());
    if (reader.problems().size() > before) {
      return null;
    }
    checkBounds(path, knob, new double[] {min, max, target, degraded});
    checkOrder(path, knob, safer.isRiskier(target, degraded));
    long rampMillis = knob.ramp() == null ? 0 : reader.duration(path + ".ramp", knob.ramp(), "0s");
    double slewPerMilli = slew(path + ".slewRate", kind, knob.slewRate());
    if (reader.problems().size() > before) {
      return null;
    }
    return new KnobPolicy(
        name,
        kind,
        new KnobLimits(min, max, safer, rampMillis, slewPerMilli),
        kind.quantum(Math.max(Math.abs(min), Math.abs(max))),
        target,
        degraded,
        claim,
        format,
        Boolean.TRUE.equals(knob.takeOver()));
  }

  private @Nullable SaferDirection safer(String path, @Nullable String direction) {
    if (direction == null) {
      reader.invalid(
          path,
          "required: Lower or Higher, whichever protects the service; without it no rule may move"
              + " the knob");
      return null;
    }
    return switch (reader.oneOf(path, direction, DIRECTIONS, "")) {
      case "Lower" -> SaferDirection.LOWER;
      case "Higher" -> SaferDirection.HIGHER;
      default -> null;
    };
  }

  private @Nullable KnobKind kind(String path, @Nullable String type) {
    return switch (reader.oneOf(path, type, KINDS, "")) {
      case "Integer" -> KnobKind.INTEGER;
      case "Decimal" -> KnobKind.DECIMAL;
      case "Percentage" -> KnobKind.PERCENTAGE;
      case "Duration" -> KnobKind.DURATION;
      case "Boolean", "Enum" -> {
        reader.notImplemented(path, type);
        yield null;
      }
      default -> null;
    };
  }

  private @Nullable Claim claim(String path, OperatingModeSpec.@Nullable Location in) {
    if (in == null || (in.configMapKey() == null) == (in.field() == null)) {
      reader.invalid(path, "expected exactly one of configMapKey and field");
      return null;
    }
    if (in.field() != null) {
      return field(path + ".field", in.field());
    }
    OperatingModeSpec.ConfigMapKey at = Objects.requireNonNull(in.configMapKey());
    String name = reader.required(path + ".configMapKey.name", at.name());
    String key = reader.required(path + ".configMapKey.key", at.key());
    return new Claim(shared(ObjectRef.configMap(namespace, name)), "/data/" + escaped(key));
  }

  private @Nullable Claim field(String path, OperatingModeSpec.Field field) {
    int before = reader.problems().size();
    ObjectRef object =
        new ObjectRef(
            Objects.requireNonNullElse(field.group(), ""),
            reader.required(path + ".version", field.version()),
            reader.required(path + ".resource", field.resource()),
            namespace,
            reader.required(path + ".name", field.name()));
    String pointer = reader.required(path + ".path", field.path());
    if (reader.problems().size() > before) {
      return null;
    }
    if (object.resource().equals("secrets") && object.group().isEmpty()) {
      reader.invalid(path + ".resource", "a Secret holds no knob: its texts would be in status");
    }
    if (!pointer.startsWith("/") || isFixed(pointer)) {
      reader.invalid(
          path + ".path",
          "expected a JSON pointer to a setting, such as /spec/replicas, found " + pointer);
    }
    if (pointer.startsWith(POD_TEMPLATE)
        && POD_OWNERS.contains(object.resource())
        && !Boolean.TRUE.equals(field.restartsPods())) {
      reader.problem(
          "KnobNotLive",
          path + ".path",
          pointer
              + " is in the Pod template, so that each step would restart all Pods; say"
              + " restartsPods: true if that is meant, or name a setting that is read live");
    }
    return reader.problems().size() > before ? null : new Claim(shared(object), pointer);
  }

  private ObjectRef shared(ObjectRef object) {
    return objects.computeIfAbsent(object, same -> same);
  }

  private static boolean isFixed(String pointer) {
    return !pointer.startsWith("/metadata/annotations/")
        && FIXED.stream().anyMatch(root -> (pointer + "/").startsWith(root));
  }

  /** A key as a token of a JSON pointer, RFC 6901. */
  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }

  private String format(String path, OperatingModeSpec.@Nullable Location in) {
    String format =
        in == null || in.configMapKey() == null || in.configMapKey().format() == null
            ? KnobPolicy.PLACEHOLDER
            : in.configMapKey().format();
    int at = format.indexOf(KnobPolicy.PLACEHOLDER);
    if (at < 0 || at != format.lastIndexOf(KnobPolicy.PLACEHOLDER)) {
      reader.invalid(path, "expected a text with {value} in it once, found " + format);
      return KnobPolicy.PLACEHOLDER;
    }
    return format;
  }

  private double value(String path, KnobKind kind, @Nullable IntOrString value) {
    if (value == null) {
      reader.invalid(path, "required: " + kind.example());
      return 0;
    }
    String text = value.getIntVal() != null ? value.getIntVal().toString() : "" + value.getStrVal();
    OptionalDouble parsed = kind.parse(text);
    if (parsed.isEmpty()) {
      reader.invalid(path, "expected " + kind.example() + ", found " + text);
      return 0;
    }
    return parsed.getAsDouble();
  }

  /** Bounds, target and degraded, in that order. */
  private void checkBounds(String path, OperatingModeSpec.Knob knob, double[] numbers) {
    String bounds = text(knob.min()) + " to " + text(knob.max());
    if (numbers[0] > numbers[1]) {
      reader.invalid(path + ".min", "expected min to be at most max, found " + bounds);
      return;
    }
    OperatingModeSpec.Values values = knob.values();
    if (values == null) {
      return;
    }
    IntOrString[] texts = {values.target(), values.degraded()};
    String[] names = {".values.target", ".values.degraded"};
    for (int i = 0; i < names.length; i++) {
      if (numbers[2 + i] < numbers[0] || numbers[2 + i] > numbers[1]) {
        reader.invalid(
            path + names[i],
            "expected a value within "
                + bounds
                + ", found "
                + text(texts[i])
                + "; change the value or the bound");
      }
    }
  }

  private void checkOrder(String path, OperatingModeSpec.Knob knob, boolean degradedIsRiskier) {
    if (degradedIsRiskier) {
      reader.invalid(
          path + ".values.degraded",
          "Degraded must not carry more risk than Target, and saferDirection is "
              + knob.saferDirection()
              + "; change the value or the direction");
    }
  }

  private double slew(String path, KnobKind kind, OperatingModeSpec.@Nullable SlewRate rate) {
    if (rate == null) {
      return Double.POSITIVE_INFINITY;
    }
    int before = reader.problems().size();
    double change = value(path + ".change", kind, rate.change());
    String per = reader.required(path + ".per", rate.per());
    if (reader.problems().size() > before) {
      return 1;
    }
    if (change <= 0) {
      reader.invalid(
          path + ".change", "expected a change above zero, found " + text(rate.change()));
      return 1;
    }
    return change / reader.duration(path + ".per", per, "");
  }

  private static String text(@Nullable IntOrString value) {
    return value == null ? "nothing" : String.valueOf(value.getValue());
  }
}
