package dev.homeostat.engine;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy.TimeToExhaustion;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.slo.budget.BudgetForecast;
import java.util.Map;

/** Makes the time until an error budget is spent of what was answered. */
final class ForecastReader {

  /** What a recorded share may be too large by, since it is a sum of many. */
  private static final double ROUNDING = 1e-9;

  private final TimeToExhaustion forecast;
  private final Map<Query, Reading> answers;

  ForecastReader(TimeToExhaustion forecast, Map<Query, Reading> answers) {
    this.forecast = forecast;
    this.answers = answers;
  }

  /** The seconds until then at a burn rate; as old as the oldest that it is made of. */
  Reading read(Reading.Value burn) {
    Reading remaining = recorded(forecast.remaining());
    Reading seen = recorded(forecast.seen());
    if (!(remaining instanceof Reading.Value left)) {
      return remaining;
    }
    if (!(seen instanceof Reading.Value part)) {
      return seen;
    }
    if (left.value() > 1 + ROUNDING || part.value() < 0 || part.value() > 1 + ROUNDING) {
      return new Reading.Missing(
          "Implausible",
          "expected at most 1 of the budget of SLOChain %s to be left and 0 to 1 of its period to be seen, found %s and %s; see what records %s"
              .formatted(
                  forecast.chainName(),
                  left.value(),
                  part.value(),
                  forecast.remaining().expression()));
    }
    double seconds =
        new BudgetForecast(Math.min(1, left.value()), Math.min(1, part.value()), burn.value())
            .seconds(forecast.periodMillis());
    return new Reading.Value(
        seconds, Math.min(burn.atMillis(), Math.min(left.atMillis(), part.atMillis())));
  }

  private Reading recorded(Query query) {
    Reading answer = SignalReader.answer(query, answers);
    return answer instanceof Reading.Missing none && none.reason().equals("NoData")
        ? new Reading.Missing(
            "BudgetUnknown",
            "no recording rule tells what is left of the budget of SLOChain %s; see its conditions RulesLoaded and DataAvailable"
                .formatted(forecast.chainName()))
        : answer;
  }
}
