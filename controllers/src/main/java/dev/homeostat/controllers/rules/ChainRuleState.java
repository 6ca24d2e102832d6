package dev.homeostat.controllers.rules;

import dev.homeostat.engine.rules.ClusterRules;
import org.jspecify.annotations.Nullable;

/** What is remembered of one chain between two turns. */
final class ChainRuleState {

  private final DeclaredChain chain;
  private final @Nullable ClusterRules rules;
  private final long untilMillis;

  /** Whether the source has taken every selector of the chain for PromQL. */
  boolean checked;

  /** The form in which the rules were written; null where they were not. */
  @Nullable RuleForm written;

  /** The turn in which it was last seen that the object holds them. */
  long seenTurn;

  ChainRuleState(DeclaredChain chain, @Nullable ClusterRules rules, long untilMillis) {
    this.chain = chain;
    this.rules = rules;
    this.untilMillis = untilMillis;
  }

  /** Null where the spec is wrong, which the condition Stalled says. */
  @Nullable ClusterRules rules() {
    return rules;
  }

  /** Whether it is what this chain needs now; the rules of a calendar period end with it. */
  boolean isOf(DeclaredChain other, long nowMillis) {
    return chain.equals(other) && nowMillis < untilMillis;
  }
}
