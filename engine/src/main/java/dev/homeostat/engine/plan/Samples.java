package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.ConditionTimer;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * What the mode machine is given of the signals.
 *
 * @param samples one a signal
 * @param problems of the signals that are missing
 */
record Samples(List<Sample> samples, List<Problem> problems) {

  static Samples of(Workload workload, List<Reading> readings) {
    List<Sample> samples = new ArrayList<>(readings.size());
    List<Problem> problems = new ArrayList<>(0);
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      if (reading instanceof Reading.Value value) {
        samples.add(new Sample(value.value(), value.atMillis()));
      } else if (reading instanceof Reading.Missing missing) {
        samples.add(Sample.MISSING);
        problems.add(
            new Problem(
                missing.reason(), "signal " + workload.signals().get(i).name(), missing.message()));
      }
    }
    return new Samples(samples, problems);
  }

  /** Whether every signal is there. */
  boolean complete() {
    return problems.isEmpty();
  }

  /**
   * The state with those timers started anew whose last sample is from further ahead than a sample
   * may be old: a clock was set back, and the timer would wait for it to catch up, deaf to what the
   * signal says meanwhile.
   */
  ModeState rewound(Workload workload, ModeState state) {
    List<ConditionTimer> timers = new ArrayList<>(state.timers());
    boolean changed = false;
    int index = 0;
    for (Clause clause : workload.modes().enterDegraded()) {
      for (Condition condition : clause.conditions()) {
        long lastMillis = timers.get(index).lastSampleMillis();
        Sample sample = samples.get(condition.signal());
        if (sample.present()
            && lastMillis - sample.atMillis()
                > workload.signals().get(condition.signal()).staleAfterMillis()
            && lastMillis != Long.MIN_VALUE) {
          timers.set(index, ConditionTimer.NEW);
          changed = true;
        }
        index++;
      }
    }
    return changed
        ? new ModeState(
            state.mode(),
            state.sinceMillis(),
            state.dwelledMillis(),
            state.step(),
            state.stepHeldMillis(),
            timers)
        : state;
  }
}
