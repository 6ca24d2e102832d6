package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.SaferDirection;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the knobs of an OperatingMode. */
final class KnobCompiler {

  private static final List<String> KINDS =
      List.of("Integer", "Decimal", "Percentage", "Duration", "Boolean", "Enum");
  private static final List<String> DIRECTIONS = List.of("Lower", "Higher");
  private static final String[] MODES = {"Target", "Degraded", "Floor"};
  private static final String[] VALUES = {".values.target", ".values.degraded", ".values.floor"};
  private static final int MOST_KNOBS = 32;
  private static final int MOST_FIELDS = 128;
  private static final int MOST_WORDS = 16;

  private final SpecReader reader;
  private final SelectionCompiler selections;
  private final ClaimCompiler claims;
  private final boolean hasFloor;

  /**
   * A compiler for one resource.
   *
   * @param hasFloor whether its modes have a Floor, for which every knob needs a value
   */
  KnobCompiler(
      SpecReader reader, String namespace, SelectionCompiler selections, boolean hasFloor) {
    this.reader = reader;
    this.selections = selections;
    this.claims = new ClaimCompiler(reader, namespace, selections);
    this.hasFloor = hasFloor;
  }

  List<KnobPolicy> compile(List<OperatingModeSpec.Knob> knobs) {
    if (knobs.isEmpty()) {
      reader.invalid("spec.knobs", "required: at least one value that the modes set");
    }
    reader.atMost("spec.knobs", knobs, MOST_KNOBS);
    reader.unique("spec.knobs", knobs.stream().map(k -> k.name() == null ? "" : k.name()).toList());
    List<KnobPolicy> compiled = new ArrayList<>();
    for (int i = 0; i < knobs.size(); i++) {
      for (KnobPolicy knob : knob("spec.knobs[" + i + "]", knobs.get(i))) {
        refuseSameField("spec.knobs[" + i + "].in", knob, compiled);
        compiled.add(knob);
      }
    }
    if (compiled.size() > MOST_FIELDS) {
      reader.invalid(
          "spec.knobs",
          "expected at most %d fields of all knobs together, found %d; split the workload"
              .formatted(MOST_FIELDS, compiled.size()));
    }
    return compiled;
  }

  /** The name of a knob in one of the several objects that hold it. */
  static String nameIn(String knob, String object) {
    return knob + "[" + object + "]";
  }

  private void refuseSameField(String path, KnobPolicy knob, List<KnobPolicy> others) {
    for (KnobPolicy other : others) {
      if (other.claim().equals(knob.claim())) {
        reader.invalid(path, knob.claim() + " is the knob " + other.name() + " already");
      }
    }
  }

  /** One for each object that holds the knob; none where something is wrong. */
  private List<KnobPolicy> knob(String path, OperatingModeSpec.Knob knob) {
    int before = reader.problems().size();
    String name = reader.required(path + ".name", knob.name());
    KnobKind kind = kind(path + ".type", knob.type());
    SaferDirection safer = safer(path + ".saferDirection", knob.saferDirection());
    List<Claim> places = claims.claims(path + ".in", knob.in());
    String format = claims.format(path + ".in.configMapKey.format", knob.in());
    if (kind == null || safer == null || places.isEmpty()) {
      return List.of();
    }
    List<String> words = words(path, kind, knob);
    double min = kind.isWord() ? 0 : value(path + ".min", kind, words, knob.min());
    double max = kind.isWord() ? words.size() - 1 : value(path + ".max", kind, words, knob.max());
    OperatingModeSpec.Values values = knob.values();
    if (values == null) {
      reader.invalid(path + ".values", "required: the value in target and in degraded");
      return List.of();
    }
    double target = value(path + ".values.target", kind, words, values.target());
    double degraded = value(path + ".values.degraded", kind, words, values.degraded());
    double floor =
        values.floor() == null && !hasFloor
            ? degraded
            : value(path + ".values.floor", kind, words, values.floor());
    if (reader.problems().size() > before) {
      return List.of();
    }
    if (!kind.isWord()) {
      checkBounds(path, knob, new double[] {min, max, target, degraded, floor});
    }
    checkOrder(path, knob, safer, new double[] {target, degraded, floor});
    long rampMillis = knob.ramp() == null ? 0 : reader.duration(path + ".ramp", knob.ramp(), "0s");
    double slewPerMilli = slew(path + ".slewRate", kind, knob.slewRate());
    if (reader.problems().size() > before) {
      return List.of();
    }
    KnobLimits limits = new KnobLimits(min, max, safer, rampMillis, slewPerMilli);
    double quantum = kind.quantum(Math.max(Math.abs(min), Math.abs(max)));
    boolean several = !selections.names(knob.in()).isEmpty();
    List<KnobPolicy> compiled = new ArrayList<>(places.size());
    for (Claim claim : places) {
      compiled.add(
          new KnobPolicy(
              several ? nameIn(name, claim.object().name()) : name,
              kind,
              words,
              limits,
              quantum,
              target,
              degraded,
              floor,
              claim,
              format,
              Boolean.TRUE.equals(knob.takeOver())));
    }
    return compiled;
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
      case "Boolean" -> KnobKind.BOOLEAN;
      case "Enum" -> KnobKind.ENUM;
      default -> null;
    };
  }

  /** The values of a knob that switches between words, from the lowest up; else none. */
  private List<String> words(String path, KnobKind kind, OperatingModeSpec.Knob knob) {
    if (kind != KnobKind.ENUM && !knob.order().isEmpty()) {
      reader.invalid(path + ".order", "only a knob of type Enum has an order; remove it");
    }
    if (!kind.isWord()) {
      return List.of();
    }
    if (knob.min() != null || knob.max() != null) {
      reader.invalid(path + ".min", "a knob of words has no min and no max; remove them");
    }
    if (knob.ramp() != null || knob.slewRate() != null) {
      reader.invalid(path + ".ramp", "a knob of words steps and does not ramp; remove it");
    }
    if (kind == KnobKind.BOOLEAN) {
      return List.of("false", "true");
    }
    reader.atMost(path + ".order", knob.order(), MOST_WORDS);
    if (knob.order().size() < 2 || Set.copyOf(knob.order()).size() < knob.order().size()) {
      reader.invalid(
          path + ".order", "expected at least two words, each once; found " + knob.order());
    }
    return knob.order();
  }

  private double value(
      String path, KnobKind kind, List<String> words, @Nullable IntOrString value) {
    String example = kind == KnobKind.ENUM ? "one of " + String.join(", ", words) : kind.example();
    if (value == null) {
      reader.invalid(path, "required: " + example);
      return 0;
    }
    String text = text(value);
    OptionalDouble parsed = kind.parse(text);
    int place = words.indexOf(text);
    if (parsed.isEmpty() && place < 0) {
      reader.invalid(path, "expected " + example + ", found " + text);
      return 0;
    }
    return parsed.orElse(place);
  }

  /** Bounds, then target, degraded and floor. */
  private void checkBounds(String path, OperatingModeSpec.Knob knob, double[] numbers) {
    String bounds = text(knob.min()) + " to " + text(knob.max());
    if (numbers[0] > numbers[1]) {
      reader.invalid(path + ".min", "expected min to be at most max, found " + bounds);
      return;
    }
    OperatingModeSpec.Values values = Objects.requireNonNull(knob.values());
    IntOrString[] texts = {values.target(), values.degraded(), values.floor()};
    for (int i = 0; i < VALUES.length; i++) {
      if (texts[i] != null && (numbers[2 + i] < numbers[0] || numbers[2 + i] > numbers[1])) {
        reader.invalid(
            path + VALUES[i],
            "expected a value within "
                + bounds
                + ", found "
                + text(texts[i])
                + "; change the value or the bound");
      }
    }
  }

  private void checkOrder(
      String path, OperatingModeSpec.Knob knob, SaferDirection safer, double[] values) {
    for (int i = 1; i < MODES.length; i++) {
      if (safer.isRiskier(values[i - 1], values[i])) {
        reader.invalid(
            path + VALUES[i],
            MODES[i]
                + " must not carry more risk than "
                + MODES[i - 1]
                + ", and saferDirection is "
                + knob.saferDirection()
                + "; change the value or the direction");
      }
    }
  }

  private double slew(String path, KnobKind kind, OperatingModeSpec.@Nullable SlewRate rate) {
    if (rate == null) {
      return Double.POSITIVE_INFINITY;
    }
    int before = reader.problems().size();
    double change = value(path + ".change", kind, List.of(), rate.change());
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
