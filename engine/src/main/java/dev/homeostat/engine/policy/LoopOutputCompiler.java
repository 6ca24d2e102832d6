package dev.homeostat.engine.policy;

import dev.homeostat.crds.LoopLaws;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.SaferDirection;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.law.Rounding;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Checks what the output of a ControlLoop keeps to: never more than its knob allows. */
final class LoopOutputCompiler {

  private final SpecReader reader;
  private final KnobPolicy knob;

  LoopOutputCompiler(SpecReader reader, KnobPolicy knob) {
    this.reader = reader;
    this.knob = knob;
  }

  /** Bounds and quantum; the slew rate is the knob's motion, and counted there. */
  OutputLimits limits(LoopLaws.@Nullable Output output) {
    double min = knob.limits().min();
    double max = knob.limits().max();
    double quantum = knob.quantum();
    if (output != null) {
      min = output.min() == null ? min : value("spec.output.min", output.min());
      max = output.max() == null ? max : value("spec.output.max", output.max());
      quantum = quantum(output.quantum());
      if (min > max) {
        reader.invalid("spec.output", "expected min to be at most max");
      }
    }
    Rounding safer =
        knob.limits().saferDirection() == SaferDirection.LOWER ? Rounding.DOWN : Rounding.UP;
    try {
      return OutputLimits.within(min, max).withQuantum(quantum, safer);
    } catch (IllegalArgumentException e) {
      reader.invalid("spec.output", String.valueOf(e.getMessage()));
      return OutputLimits.within(knob.limits().min(), knob.limits().max());
    }
  }

  private double quantum(@Nullable IntOrString declared) {
    if (declared == null) {
      return knob.quantum();
    }
    double quantum = parse("spec.output.quantum", declared);
    if (!(quantum >= knob.quantum())) {
      reader.invalid(
          "spec.output.quantum",
          "expected at least %s, the smallest step of knob %s, found %s"
              .formatted(knob.text(knob.quantum()), knob.name(), declared.getValue()));
      return knob.quantum();
    }
    return quantum;
  }

  /** A value of the knob, within its bounds. */
  double value(String path, @Nullable IntOrString declared) {
    double value = declared == null ? Double.NaN : parse(path, declared);
    if (declared == null) {
      reader.invalid(path, "required: " + knob.example());
    } else if (value < knob.limits().min() || value > knob.limits().max()) {
      reader.invalid(
          path,
          "expected a value within the bounds of knob %s, found %s"
              .formatted(knob.name(), declared.getValue()));
    }
    return Double.isNaN(value) ? knob.limits().min() : value;
  }

  /** A distance in the knob's unit, above 0. */
  double distance(String path, @Nullable IntOrString declared) {
    double value = declared == null ? Double.NaN : parse(path, declared);
    if (declared == null) {
      reader.invalid(path, "required: " + knob.example());
    } else if (!(value > 0)) {
      reader.invalid(path, "expected a change above zero, found " + declared.getValue());
    }
    return value > 0 ? value : 1;
  }

  private double parse(String path, IntOrString declared) {
    OptionalDouble value = knob.kind().parse(String.valueOf(declared.getValue()));
    if (value.isEmpty()) {
      reader.invalid(
          path,
          "expected %s, as knob %s has, found %s"
              .formatted(knob.kind().example(), knob.name(), declared.getValue()));
      return Double.NaN;
    }
    return value.getAsDouble();
  }

  LoopPolicy.Slew slew(LoopLaws.@Nullable Output output) {
    return output == null
        ? LoopPolicy.Slew.NONE
        : new LoopPolicy.Slew(
            rate("spec.output.rise", output.rise()), rate("spec.output.fall", output.fall()));
  }

  private double rate(String path, OperatingModeSpec.@Nullable SlewRate rate) {
    if (rate == null) {
      return Double.POSITIVE_INFINITY;
    }
    return distance(path + ".change", rate.change())
        / reader.duration(path + ".per", reader.required(path + ".per", rate.per()), "");
  }
}
