package dev.homeostat.engine;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy.ChainBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.MemberBurnRate;
import dev.homeostat.engine.policy.SignalPolicy.Service;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the burn rate of a chain, or of one of its services, of the counts that were answered. */
final class BurnRateReader {

  private final String chainName;
  private final List<Service> services;
  private final List<EventCounts> counts = new ArrayList<>();
  private long oldestMillis = Long.MAX_VALUE;
  private Reading.@Nullable Missing missing;

  /** Reads the counts of these services. */
  BurnRateReader(String chainName, List<Service> services, Map<Query, Reading> answers) {
    this.chainName = chainName;
    this.services = services;
    for (Service service : services) {
      double errors = count(service, service.errors(), answers);
      counts.add(new EventCounts(errors, count(service, service.total(), answers)));
    }
  }

  private double count(Service service, Query query, Map<Query, Reading> answers) {
    Reading answer = SignalReader.answer(query, answers);
    if (answer instanceof Reading.Value value) {
      oldestMillis = Math.min(oldestMillis, value.atMillis());
      return value.value();
    }
    Reading.Missing none = (Reading.Missing) answer;
    if (missing == null) {
      // Of a service that stands alone the signal's own name says enough.
      String whose = services.size() > 1 ? service.name() + ": " : "";
      missing = new Reading.Missing(none.reason(), whose + none.message());
    }
    return Double.NaN;
  }

  /** Of the whole chain; a service without data is named, wherever it stands. */
  Reading chain(ChainBurnRate signal) {
    double minEvents = (double) signal.minEvents();
    return missing != null
        ? missing
        : reading(signal.chain().burnRate(counts, minEvents), minEvents);
  }

  /** Of the one service, against its own objective. */
  Reading member(MemberBurnRate signal) {
    double minEvents = (double) signal.minEvents();
    return missing != null
        ? missing
        : reading(BurnRate.of(0, counts.get(0), signal.objective(), minEvents), minEvents);
  }

  private Reading reading(BurnRate burnRate, double minEvents) {
    if (burnRate instanceof BurnRate.Measured measured) {
      return new Reading.Value(measured.value(), oldestMillis);
    }
    if (burnRate instanceof BurnRate.LowTraffic low) {
      return lowTraffic(low.service(), low.events(), minEvents);
    }
    if (burnRate instanceof BurnRate.NoTraffic none) {
      return lowTraffic(none.service(), 0, minEvents);
    }
    int index =
        burnRate instanceof BurnRate.Implausible implausible
            ? implausible.service()
            : ((BurnRate.Missing) burnRate).service();
    Service service = services.get(index);
    return new Reading.Missing(
        "Implausible",
        "%s counts %.0f errors in %.0f events; expected no more errors than events; compare %s with %s"
            .formatted(
                service.name(),
                counts.get(index).errors(),
                counts.get(index).total(),
                service.errors().expression(),
                service.total().expression()));
  }

  private Reading.Missing lowTraffic(int index, double events, double minEvents) {
    Service service = services.get(index);
    return new Reading.Missing(
        "LowTraffic",
        "%s had %.0f events in %s, and SLOChain %s asks for %.0f; wait for traffic, or lower its minEvents"
            .formatted(
                service.name(),
                events,
                DurationText.format(service.total().windowMillis()),
                chainName,
                minEvents));
  }
}
