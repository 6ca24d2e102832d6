package dev.homeostat.engine.policy;

import dev.homeostat.modes.MissingData;
import dev.homeostat.slo.chain.Chain;
import java.util.List;

/**
 * One signal of a workload and what is asked for it.
 *
 * @param name unique in its resource
 * @param measure what it measures
 * @param staleAfterMillis age at which a sample is no longer used
 * @param settleMillis how long nothing rises after an outage of its source
 * @param missing what it does without data
 */
public record SignalPolicy(
    String name, Measure measure, long staleAfterMillis, long settleMillis, MissingData missing) {

  /** What a signal measures. */
  public sealed interface Measure {}

  /** The window that a measure looks back on, in milliseconds; 0 where nobody says. */
  static long windowMillis(Measure measure) {
    if (measure instanceof ChainBurnRate chain) {
      return chain.services().get(0).total().windowMillis();
    }
    if (measure instanceof MemberBurnRate member) {
      return member.service().total().windowMillis();
    }
    return measure instanceof TimeToExhaustion forecast ? forecast.periodMillis() : 0;
  }

  /**
   * The burn rate of a chain over one window.
   *
   * @param chainName name of the SLOChain, for messages
   * @param chain its services and how they compose
   * @param minEvents events that a service's window must hold to count
   * @param services errors and totals, one a service of the chain
   */
  public record ChainBurnRate(String chainName, Chain chain, long minEvents, List<Service> services)
      implements Measure {
    public ChainBurnRate {
      services = List.copyOf(services);
    }
  }

  /**
   * The burn rate of one service of a chain against its own objective, over one window.
   *
   * @param chainName name of the SLOChain, for messages
   * @param objective of the service
   * @param minEvents events that the window must hold to count
   * @param service its errors and total
   */
  public record MemberBurnRate(String chainName, double objective, long minEvents, Service service)
      implements Measure {}

  /**
   * How long an error budget lasts, in seconds, if it goes on burning as it does.
   *
   * @param chainName name of the SLOChain, for messages
   * @param burn how fast it burns: that of a chain or of one of its services
   * @param remaining which share of the period's budget is left, by what was seen of it
   * @param seen which part of the period was seen
   * @param periodMillis length of the period
   */
  public record TimeToExhaustion(
      String chainName,
      Measure burn,
      Query.Instant remaining,
      Query.Instant seen,
      long periodMillis)
      implements Measure {}

  /**
   * One service of a chain.
   *
   * @param name its name
   * @param errors increase of the counter of bad events
   * @param total increase of the counter of all events
   */
  public record Service(String name, Query.Increase errors, Query.Increase total) {}

  /**
   * The single series that an expression returns, or that is picked from those of a shared one.
   *
   * @param expression what is asked
   */
  public record SingleValue(Query expression) implements Measure {}
}
