package dev.homeostat.engine;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.policy.SignalPolicy.ChainBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.MemberBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.SingleValue;
import dev.homeostat.engine.policy.SignalPolicy.TimeToExhaustion;
import dev.homeostat.engine.port.Reading;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the answers of the sources into the signals of a policy. */
final class SignalReader {

  /** Adds what must be asked for a signal. */
  static void collect(SignalPolicy signal, Set<Query> queries) {
    collect(signal.measure(), queries);
  }

  private static void collect(SignalPolicy.Measure measure, Set<Query> queries) {
    if (measure instanceof ChainBurnRate chain) {
      chain.services().forEach(service -> collect(service, queries));
    } else if (measure instanceof TimeToExhaustion forecast) {
      collect(forecast.burn(), queries);
      queries.add(forecast.remaining());
      queries.add(forecast.seen());
    } else if (measure instanceof MemberBurnRate member) {
      collect(member.service(), queries);
    } else if (measure instanceof SingleValue single) {
      queries.add(single.expression());
    }
  }

  private static void collect(SignalPolicy.Service service, Set<Query> queries) {
    queries.add(service.errors());
    queries.add(service.total());
  }

  /** The signal's value now. */
  static Reading read(SignalPolicy signal, Map<Query, Reading> answers, long nowMillis) {
    Reading reading = read(signal.measure(), answers);
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

  private static Reading read(SignalPolicy.Measure measure, Map<Query, Reading> answers) {
    if (measure instanceof ChainBurnRate chain) {
      return new BurnRateReader(chain.chainName(), chain.services(), answers).chain(chain);
    }
    if (measure instanceof MemberBurnRate member) {
      return new BurnRateReader(member.chainName(), List.of(member.service()), answers)
          .member(member);
    }
    if (measure instanceof TimeToExhaustion forecast) {
      Reading burn = read(forecast.burn(), answers);
      return burn instanceof Reading.Value value
          ? new ForecastReader(forecast, answers).read(value)
          : burn;
    }
    return answer(((SingleValue) measure).expression(), answers);
  }

  /** What a source said to a question. */
  static Reading answer(Query query, Map<Query, Reading> answers) {
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
