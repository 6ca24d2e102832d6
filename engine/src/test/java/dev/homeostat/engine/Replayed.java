package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Workload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A journal planned again from its inputs alone. */
final class Replayed {

  /** Plans every line again, and fails where a decision is not the same to the byte. */
  static int assertSame(List<String> lines) {
    Map<ResourceId, Workload> workloads = new HashMap<>();
    Map<ResourceId, WorkloadState> states = new HashMap<>();
    int decisions = 0;
    for (String line : lines) {
      JournalEntry entry = read(line);
      if (entry instanceof JournalEntry.Declared declared) {
        PolicyCompiler.compile(declared.set()).workloads().forEach(w -> workloads.put(w.id(), w));
      } else if (entry instanceof JournalEntry.Started started) {
        states.put(started.resource(), started.state());
      } else if (entry instanceof JournalEntry.Evaluated evaluated) {
        ResourceId id = evaluated.resource();
        Planned planned = Planner.plan(workloads.get(id), states.get(id), evaluated.inputs());
        if (evaluated.saved()) {
          states.put(id, planned.state());
        }
        assertThat(JournalCodec.write(planned.decision()))
            .isEqualTo(JournalCodec.write(evaluated.decision()));
        assertThat(line).contains(JournalCodec.write(planned.decision()));
        decisions++;
      }
    }
    return decisions;
  }

  private static JournalEntry read(String line) {
    try {
      return JournalCodec.read(line);
    } catch (JournalCodec.FormatException e) {
      throw new AssertionError(line, e);
    }
  }

  private Replayed() {}
}
