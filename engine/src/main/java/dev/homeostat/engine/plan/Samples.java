package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.MissingData;
import dev.homeostat.modes.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the mode machine is given of the signals.
 *
 * @param samples one a signal
 * @param problems of the signals that are missing
 * @param missing what those do, the strongest of it
 * @param settleMillis how long nothing rises once those are back whose source is out
 */
record Samples(
    List<Sample> samples, List<Problem> problems, MissingData missing, long settleMillis) {

  /** The source works, and has nothing to tell. */
  private static final Set<String> NO_OUTAGE = Set.of("LowTraffic", "AlertNotHeard");

  static Samples of(Workload workload, List<Reading> readings) {
    Sample[] samples = new Sample[readings.size()];
    List<Problem> problems = new ArrayList<>(0);
    MissingData strongest = MissingData.HOLD;
    long settleMillis = 0;
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      if (reading instanceof Reading.Value value) {
        samples[i] =
            new Sample(
                value.value(), value.atMillis(), workload.signals().get(i).staleAfterMillis());
      } else if (reading instanceof Reading.Missing missing) {
        samples[i] = Sample.MISSING;
        MissingData own = workload.signals().get(i).missing();
        if (!NO_OUTAGE.contains(missing.reason())) {
          settleMillis = Math.max(settleMillis, workload.signals().get(i).settleMillis());
        }
        strongest = own.compareTo(strongest) > 0 ? own : strongest;
        problems.add(
            new Problem(
                missing.reason(), "signal " + workload.signals().get(i).name(), missing.message()));
      }
    }
    return new Samples(List.of(samples), problems, strongest, settleMillis);
  }

  /** Whether every signal is there. */
  boolean complete() {
    return problems.isEmpty();
  }
}
