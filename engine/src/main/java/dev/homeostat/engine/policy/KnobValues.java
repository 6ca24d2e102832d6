package dev.homeostat.engine.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Map;

/**
 * The knobs as the rules of constraints see them: {@code knobs.soft_ttl} of the workload itself,
 * {@code workloads.backend.timeout} of another. Numbers are doubles, and so are durations, in
 * seconds, since CEL multiplies no duration.
 */
public final class KnobValues {

  private static final double MILLIS_PER_SECOND = 1_000;

  /** Adds the value of a knob, unless it is one of several that share a name. */
  public static void put(Map<String, Object> values, String prefix, KnobPolicy knob, double value) {
    if (isNamed(knob)) {
      values.put(name(prefix, knob), of(knob, value));
    }
  }

  /** Whether a rule can name it: a knob that several objects hold has no one value. */
  static boolean isNamed(KnobPolicy knob) {
    return knob.name().indexOf('[') < 0;
  }

  /** What the names of a workload's own knobs begin with. */
  public static String own() {
    return "knobs.";
  }

  /** What the names of another workload's knobs begin with. */
  public static String ofOther(String operatingMode) {
    return "workloads." + identifier(operatingMode) + ".";
  }

  static String name(String prefix, KnobPolicy knob) {
    return prefix + identifier(knob.name());
  }

  static CelType type(KnobPolicy knob) {
    return switch (knob.kind()) {
      case INTEGER, DECIMAL, PERCENTAGE, DURATION -> SimpleType.DOUBLE;
      case BOOLEAN -> SimpleType.BOOL;
      case ENUM -> SimpleType.STRING;
    };
  }

  private static Object of(KnobPolicy knob, double value) {
    return switch (knob.kind()) {
      case INTEGER, DECIMAL, PERCENTAGE -> value;
      case DURATION -> value / MILLIS_PER_SECOND;
      case BOOLEAN -> value > 0;
      case ENUM -> knob.spelled(value);
    };
  }

  private static String identifier(String name) {
    return name.replace('-', '_').replace('.', '_');
  }

  private KnobValues() {}
}
