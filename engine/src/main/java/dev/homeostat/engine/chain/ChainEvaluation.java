package dev.homeostat.engine.chain;

import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.Problem;
import java.util.List;

/**
 * What one turn found out about a chain.
 *
 * @param chain which one
 * @param status what it reports; its conditions lack their times
 * @param due whether the status is worth a write
 * @param news what people are to be told, once
 */
public record ChainEvaluation(
    ChainPolicy chain, SLOChainStatus status, boolean due, List<Problem> news) {

  public ChainEvaluation {
    news = List.copyOf(news);
  }
}
