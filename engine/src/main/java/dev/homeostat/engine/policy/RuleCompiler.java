package dev.homeostat.engine.policy;

import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;

/** Compiles rules in CEL over variables of known types. */
final class RuleCompiler {

  /** A loop over a list that somebody writes into a rule ends soon. */
  private static final int MOST_ITERATIONS = 1_000;

  private static final int MOST_KEPT = 4_096;

  /** An Integer knob may be compared with 5 as well as with 5.0. */
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();

  private record Key(String rule, SortedMap<String, CelType> variables) {}

  /** The rules that were compiled last. */
  private static final Map<Key, CelRuntime.Program> COMPILED =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, CelRuntime.Program> eldest) {
              return size() > MOST_KEPT;
            }
          });

  /** A rule that cannot be compiled. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Whoever declares anything declares everything anew, and to compile takes milliseconds. */
  static CelRuntime.Program compile(String rule, SortedMap<String, CelType> variables)
      throws RefusedException {
    Key key = new Key(rule, variables);
    CelRuntime.Program known = COMPILED.get(key);
    if (known == null) {
      known = compileAnew(rule, variables);
      COMPILED.put(key, known);
    }
    return known;
  }

  private static CelRuntime.Program compileAnew(String rule, SortedMap<String, CelType> variables)
      throws RefusedException {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setResultType(SimpleType.BOOL);
    variables.forEach(builder::addVar);
    try {
      return RUNTIME.createProgram(builder.build().compile(rule).getAst());
    } catch (CelValidationException e) {
      throw new RefusedException(
          said(e.getErrors())
              + "; it may name "
              + String.join(", ", variables.keySet())
              + "; numbers are doubles: write 2.0 instead of 2 in sums and products");
    } catch (CelEvaluationException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  private static String said(Iterable<CelIssue> issues) {
    StringJoiner joined = new StringJoiner("; ");
    issues.forEach(issue -> joined.add(said(issue)));
    return joined.toString();
  }

  private static String said(CelIssue issue) {
    return "at column %d: %s"
        .formatted(issue.getSourceLocation().getColumn() + 1, issue.getMessage());
  }

  private RuleCompiler() {}
}
