package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.RollbackWhen;
import dev.homeostat.modes.Comparison;
import dev.homeostat.modes.RollbackPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and decodes what binds the changes of an OperatingMode's settings. */
final class ChangesCompiler {

  private static final String DEFAULT_FOR = "1m";
  private static final String DEFAULT_WITHIN = "30m";
  private static final String DEFAULT_HOLD = "1h";
  private static final int MOST = 8;

  private final SpecReader reader;
  private final List<String> signals;
  private final SelectionCompiler selections;

  ChangesCompiler(SpecReader reader, List<String> signals, SelectionCompiler selections) {
    this.reader = reader;
    this.signals = signals;
    this.selections = selections;
  }

  Changes compile(OperatingModeSpec spec, List<Constraint> constraints) {
    Canary canary = new CanaryCompiler(reader, signals, selections).compile(spec);
    RollbackPolicy rollback =
        canary != null && spec.rollbackWhen() == null
            ? new RollbackPolicy(List.of(), 0, reader.duration("", null, DEFAULT_HOLD))
            : rollback(spec.rollbackWhen());
    Changes changes = new Changes(rollback, constraints, canary);
    return changes.equals(Changes.NONE) ? Changes.NONE : changes;
  }

  private RollbackPolicy rollback(@Nullable RollbackWhen declared) {
    if (declared == null) {
      return RollbackPolicy.NONE;
    }
    String path = "spec.rollbackWhen";
    reader.atMost(path + ".anyOf", declared.anyOf(), MOST);
    if (declared.anyOf().isEmpty()) {
      reader.invalid(path + ".anyOf", "required: at least one comparison");
    }
    long withinMillis = reader.duration(path + ".within", declared.within(), DEFAULT_WITHIN);
    long holdMillis = reader.duration(path + ".holdFor", declared.holdFor(), DEFAULT_HOLD);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < declared.anyOf().size(); i++) {
      String at = path + ".anyOf[" + i + "]";
      Comparison comparison = comparison(at, declared.anyOf().get(i));
      if (comparison != null && comparison.forMillis() >= withinMillis) {
        reader.invalid(
            at + ".for",
            "it is not shorter than within, so that it would never count; make within longer");
      } else if (comparison != null) {
        comparisons.add(comparison);
      }
    }
    return new RollbackPolicy(comparisons, withinMillis, holdMillis);
  }

  private @Nullable Comparison comparison(String path, RollbackWhen.Comparison declared) {
    int before = reader.problems().size();
    int signal = reader.signal(path + ".signal", declared.signal(), signals);
    Double times = declared.times();
    if (times == null || !(times > 0) || times == 1 || !Double.isFinite(times)) {
      reader.invalid(
          path + ".times",
          "expected a factor above 1, or between 0 and 1 where less is ill, found " + times);
    }
    Double beyond = declared.beyond();
    if (beyond == null || !Double.isFinite(beyond)) {
      reader.invalid(
          path + ".beyond",
          "required: a finite threshold that must be passed too, since many times nearly nothing is"
              + " no failure; found "
              + beyond);
    }
    long forMillis = reader.duration(path + ".for", declared.forDuration(), DEFAULT_FOR);
    return times == null || beyond == null || reader.problems().size() > before
        ? null
        : new Comparison(signal, times, beyond, forMillis);
  }
}
