package dev.homeostat.cli;

import dev.homeostat.engine.tuning.Proposal;
import dev.homeostat.engine.tuning.Recorded;
import java.util.List;
import java.util.function.Function;

/** A record to tune from, or why there is none. */
sealed interface Tuned {

  /**
   * There is.
   *
   * @param origin where it is from, in words
   * @param recorded what was recorded
   * @param manifest writes the ControlLoop that is meant
   */
  record Present(String origin, Recorded recorded, Function<Proposal, String> manifest)
      implements Tuned {}

  /** There is none. */
  record Absent(List<String> problems) implements Tuned {

    static Absent of(String problem) {
      return new Absent(List.of(problem));
    }
  }
}
