package dev.homeostat.engine.policy;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A rule over knobs that no write may break, compiled; equal where it was declared equal. */
public final class Constraint {

  /** What a rule says of some values. */
  public enum Verdict {
    KEPT,
    BROKEN,
    /** It could not be evaluated: a value is not known, or makes no sense in the rule. */
    UNKNOWN
  }

  private final RuleSource source;
  private final CelRuntime.Program program;

  Constraint(RuleSource source, CelRuntime.Program program) {
    this.source = source;
    this.program = program;
  }

  /**
   * What was declared.
   *
   * @param name of the constraint
   * @param rule in CEL
   * @param message for people
   * @param others workloads of its namespace whose knobs it names
   */
  record RuleSource(String name, String rule, String message, List<String> others) {
    RuleSource {
      others = List.copyOf(others);
    }
  }

  /** Name, unique in its resource. */
  public String name() {
    return source.name();
  }

  /** What people are told where it is broken. */
  public String message() {
    return source.message();
  }

  /** The rule in CEL. */
  public String rule() {
    return source.rule();
  }

  /** Workloads of its namespace whose knobs it names. */
  public List<String> others() {
    return source.others();
  }

  /** What it says of values by the names of {@link KnobValues}. */
  public Verdict judge(Map<String, Object> values) {
    try {
      return Boolean.TRUE.equals(program.eval(values)) ? Verdict.KEPT : Verdict.BROKEN;
    } catch (CelEvaluationException e) {
      return Verdict.UNKNOWN;
    }
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Constraint other && source.equals(other.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source);
  }

  @Override
  public String toString() {
    return source.toString();
  }
}
