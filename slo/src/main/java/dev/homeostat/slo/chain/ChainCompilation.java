package dev.homeostat.slo.chain;

import java.util.List;

/** What became of a declared chain. */
public sealed interface ChainCompilation {

  /**
   * A chain.
   *
   * @param chain ready to be asked
   * @param outside what is declared and no part of it
   */
  record Compiled(Chain chain, List<ChainProblem> outside) implements ChainCompilation {
    public Compiled {
      outside = List.copyOf(outside);
    }
  }

  /**
   * No chain.
   *
   * @param problems all that is wrong, in the order of the declaration
   */
  record Refused(List<ChainProblem> problems) implements ChainCompilation {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
