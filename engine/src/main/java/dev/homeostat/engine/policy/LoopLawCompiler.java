package dev.homeostat.engine.policy;

import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.LoopLaws;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.Aimd;
import dev.homeostat.pid.law.ControlLaw;
import dev.homeostat.pid.law.Gradient2;
import dev.homeostat.pid.law.OnOff;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.law.StepTable;
import dev.homeostat.pid.law.Vegas;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks which law a ControlLoop declares, and with which parameters. */
final class LoopLawCompiler {

  static final List<String> ACTIONS = List.of("Direct", "Reverse");

  /**
   * When a law is evaluated.
   *
   * @param intervalMillis how often
   */
  record Timing(long intervalMillis) {

    double seconds() {
      return intervalMillis / 1000.0;
    }
  }

  private final SpecReader reader;
  private final LoopOutputCompiler output;
  private final LoopInputsCompiler inputs;

  LoopLawCompiler(SpecReader reader, LoopOutputCompiler output, LoopInputsCompiler inputs) {
    this.reader = reader;
    this.output = output;
    this.inputs = inputs;
  }

  LoopPolicy.@Nullable Law compile(ControlLoopSpec spec, Timing timing) {
    long declared =
        Stream.of(
                spec.pid(), spec.aimd(), spec.gradient(), spec.vegas(), spec.onOff(), spec.steps())
            .filter(Objects::nonNull)
            .count();
    if (declared != 1) {
      reader.invalid(
          "spec",
          "expected exactly one of pid, aimd, gradient, vegas, onOff and steps, found "
              + declared
              + " of them");
      return null;
    }
    OutputLimits limits = output.limits(spec.output());
    if (spec.pid() != null) {
      return new PidCompiler(reader, output, inputs).compile(spec, spec.pid(), limits, timing);
    }
    if (spec.tuning() != null || spec.supervision() != null) {
      reader.invalid(
          spec.tuning() != null ? "spec.tuning" : "spec.supervision",
          "only a pid law has it; remove it");
    }
    return plain(spec, limits);
  }

  private LoopPolicy.@Nullable Law plain(ControlLoopSpec spec, OutputLimits limits) {
    ControlLaw<?> law;
    if (spec.aimd() != null) {
      LoopLaws.Aimd aimd = spec.aimd();
      law =
          guarded(
              "spec.aimd",
              () ->
                  new Aimd(
                      least(limits),
                      most(limits),
                      orElse(aimd.backoffRatio(), 0.9),
                      orElse(aimd.timeout(), Double.NaN)));
    } else if (spec.gradient() != null) {
      LoopLaws.Gradient gradient = spec.gradient();
      law =
          guarded(
              "spec.gradient",
              () ->
                  new Gradient2(
                      least(limits),
                      most(limits),
                      orElse(gradient.queueSize(), 4),
                      orElse(gradient.smoothing(), 0.2),
                      orElse(gradient.tolerance(), 1.5),
                      whole(gradient.longWindow(), 600)));
    } else if (spec.vegas() != null) {
      LoopLaws.Vegas vegas = spec.vegas();
      law =
          guarded(
              "spec.vegas",
              () ->
                  new Vegas(
                      most(limits),
                      orElse(vegas.smoothing(), 1),
                      whole(vegas.alpha(), 3),
                      whole(vegas.beta(), 6),
                      whole(vegas.probeMultiplier(), 30)));
    } else if (spec.onOff() != null) {
      law = onOff(spec.onOff());
    } else {
      law = steps(Objects.requireNonNull(spec.steps()));
    }
    return law == null ? null : new LoopPolicy.Plain(law);
  }

  private @Nullable ControlLaw<?> onOff(LoopLaws.OnOff declared) {
    Action action = action(reader, "spec.onOff.action", declared.action());
    double off = output.value("spec.onOff.offOutput", declared.offOutput());
    double on = output.value("spec.onOff.onOutput", declared.onOutput());
    return guarded(
        "spec.onOff", () -> new OnOff(action, orElse(declared.halfWidth(), Double.NaN), off, on));
  }

  private @Nullable ControlLaw<?> steps(LoopLaws.Steps declared) {
    reader.atMost("spec.steps.rows", declared.rows(), 16);
    double base = output.value("spec.steps.base", declared.base());
    List<StepTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < declared.rows().size(); i++) {
      LoopLaws.Row row = declared.rows().get(i);
      String path = "spec.steps.rows[" + i + "]";
      double value = output.value(path + ".output", row.output());
      StepTable.Row compiled =
          guarded(path, () -> new StepTable.Row(orElse(row.from(), Double.NaN), value));
      if (compiled != null) {
        rows.add(compiled);
      }
    }
    return guarded("spec.steps", () -> new StepTable(base, rows, orElse(declared.hysteresis(), 0)));
  }

  /** What a constructor makes, whose refusal is a problem of the spec. */
  private <T> @Nullable T guarded(String path, Supplier<T> made) {
    return guarded(reader, path, made);
  }

  static <T> @Nullable T guarded(SpecReader reader, String path, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      reader.invalid(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  static Action action(SpecReader reader, String path, @Nullable String word) {
    return reader.oneOf(path, word, ACTIONS, "Reverse").equals("Direct")
        ? Action.DIRECT
        : Action.REVERSE;
  }

  private static int least(OutputLimits limits) {
    return (int) Math.ceil(Math.max(1, Math.min(Integer.MAX_VALUE, limits.min())));
  }

  private static int most(OutputLimits limits) {
    return (int) Math.min(Integer.MAX_VALUE, limits.max());
  }

  static double orElse(@Nullable Double value, double otherwise) {
    return value == null ? otherwise : value;
  }

  private static int whole(@Nullable Long value, int otherwise) {
    return value == null ? otherwise : (int) Math.max(-1, Math.min(Integer.MAX_VALUE, value));
  }
}
