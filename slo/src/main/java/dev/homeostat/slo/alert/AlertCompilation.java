package dev.homeostat.slo.alert;

import java.util.List;

/** What became of declared alerts. */
public sealed interface AlertCompilation {

  /**
   * Alerts.
   *
   * @param plan what to generate and to evaluate
   */
  record Compiled(AlertPlan plan) implements AlertCompilation {}

  /**
   * None.
   *
   * @param problems all that is wrong, in the order of the declaration
   */
  record Refused(List<AlertProblem> problems) implements AlertCompilation {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
