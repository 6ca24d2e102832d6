package dev.homeostat.engine.rules;

import dev.homeostat.engine.policy.Problem;
import java.util.List;

/** What became of an SLOChain. */
public sealed interface ChainPlanCompilation {

  /**
   * A plan.
   *
   * @param plan what is declared
   * @param remarks what it leaves out: alerts that can never fire, and what is no part of the chain
   */
  record Compiled(ChainPlan plan, List<Problem> remarks) implements ChainPlanCompilation {
    public Compiled {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * No plan.
   *
   * @param problems all that is wrong, each with its path
   */
  record Refused(List<Problem> problems) implements ChainPlanCompilation {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
