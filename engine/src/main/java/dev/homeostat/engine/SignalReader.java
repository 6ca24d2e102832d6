package dev.homeostat.engine;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.policy.SignalPolicy.ChainBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.SingleValue;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the answers of the sources into the signals of a policy. */
final class SignalReader {

  /** Adds what must be asked for a signal. */
  static void collect(SignalPolicy signal, Set<Query> queries) {
    if (signal.measure() instanceof ChainBurnRate burnRate) {
      for (SignalPolicy.Service service : burnRate.services()) {
        queries.add(service.errors());
        queries.add(service.total());
      }
    } else if (signal.measure() instanceof SingleValue single) {
      queries.add(single.expression());
    }
  }

  /** The signal's value now. */
  static Reading read(SignalPolicy signal, Map<Query, Reading> answers, long nowMillis) {
    Reading reading =
        signal.measure() instanceof ChainBurnRate burnRate
            ? burnRate(burnRate, answers)
            : answer(((SingleValue) signal.measure()).expression(), answers);
    if (reading instanceof Reading.Value value
        && nowMillis - value.atMillis() > signal.staleAfterMillis()) {
      return new Reading.Missing(
          "Stale",
          "the newest sample is "
              + DurationText.format(nowMillis - value.atMillis())
              + " old, more than staleAfter "
              + DurationText.format(signal.staleAfterMillis())
              + "; see why the source has nothing newer");
    }
    if (reading instanceof Reading.Value value
        && value.atMillis() - nowMillis > signal.staleAfterMillis()) {
      // It would not get stale for a long time, whatever becomes of its source.
      return new Reading.Missing(
          "AheadOfTime",
          "the newest sample is "
              + DurationText.format(value.atMillis() - nowMillis)
              + " ahead of our clock, more than staleAfter "
              + DurationText.format(signal.staleAfterMillis())
              + "; set the clocks of the source and of this process right");
    }
    return reading;
  }

  private static Reading burnRate(ChainBurnRate burnRate, Map<Query, Reading> answers) {
    List<EventCounts> counts = new ArrayList<>(burnRate.services().size());
    long oldestMillis = Long.MAX_VALUE;
    for (SignalPolicy.Service service : burnRate.services()) {
      Reading errors = answer(service.errors(), answers);
      Reading total = answer(service.total(), answers);
      if (errors instanceof Reading.Missing) {
        return errors;
      }
      if (total instanceof Reading.Missing) {
        return total;
      }
      Reading.Value errorCount = (Reading.Value) errors;
      Reading.Value totalCount = (Reading.Value) total;
      counts.add(new EventCounts(errorCount.value(), totalCount.value()));
      oldestMillis = Math.min(oldestMillis, Math.min(errorCount.atMillis(), totalCount.atMillis()));
    }
    return reading(burnRate, burnRate.chain().burnRate(counts), oldestMillis);
  }

  private static Reading reading(ChainBurnRate signal, BurnRate burnRate, long atMillis) {
    if (burnRate instanceof BurnRate.Measured measured) {
      return new Reading.Value(measured.value(), atMillis);
    }
    if (burnRate instanceof BurnRate.LowTraffic low) {
      SignalPolicy.Service service = signal.services().get(low.service());
      return new Reading.Missing(
          "LowTraffic",
          "%s had %.0f events in %s, and SLOChain %s asks for %.0f; wait for traffic, or lower its minEvents"
              .formatted(
                  service.name(),
                  low.events(),
                  DurationText.format(service.total().windowMillis()),
                  signal.chainName(),
                  low.minEvents()));
    }
    BurnRate.Implausible implausible = (BurnRate.Implausible) burnRate;
    SignalPolicy.Service service = signal.services().get(implausible.service());
    return new Reading.Missing(
        "Implausible",
        "%s counts %.0f errors in %.0f events; expected no more errors than events; compare %s with %s"
            .formatted(
                service.name(),
                implausible.counts().errors(),
                implausible.counts().total(),
                service.errors().expression(),
                service.total().expression()));
  }

  private static Reading answer(Query query, Map<Query, Reading> answers) {
    Reading reading = answers.get(query);
    return reading != null
        ? reading
        : new Reading.Missing(
            "NoAnswer",
            "SignalSource "
                + query.source()
                + " gave no answer to "
                + query.expression()
                + "; see its log");
  }

  private SignalReader() {}
}
