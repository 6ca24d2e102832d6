package dev.homeostat.bench;

import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.Surroundings;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A workload with objects that take every write at once. Each evaluation reads new texts, as a
 * client of a cluster does: no text is the very object that was written. An object is read once, so
 * the knobs in it share its identity, its annotation, and the name of who set them all.
 */
final class Incident {

  private static final long INTERVAL_MILLIS = 1_000;
  private static final double WELL = 0.5;
  private static final double ILL = 20;

  private final Workload workload;
  private final List<KnobSight.Seen> sights = new ArrayList<>();
  private WorkloadState state;
  private long nowMillis = 1_000_000_000_000L;

  Incident(Workload workload) {
    this.workload = workload;
    this.state = WorkloadState.fresh(workload, nowMillis);
    for (KnobPolicy knob : workload.knobs()) {
      sights.add(
          new KnobSight.Seen(
              "uid-1", knob.target(), knob.text(knob.target()), "kubectl", "", null));
    }
  }

  /**
   * The steps of a phase, ready to be planned.
   *
   * @param workload what is planned
   * @param start state before the first step
   * @param inputs one a step
   */
  record Steps(Workload workload, WorkloadState start, List<Inputs> inputs) {
    Steps {
      inputs = List.copyOf(inputs);
    }
  }

  /** Lives through an incident until a phase begins, and records that many of its steps. */
  static Steps record(Phase phase, int count) {
    Incident incident = new Incident(BenchmarkPolicy.workload(phase.ramp()));
    incident.advance(WELL, 5);
    switch (phase) {
      case TARGET -> {}
      case DEGRADED -> incident.until(Mode.DEGRADED);
      case RECOVERY -> {
        incident.until(Mode.DEGRADED);
        incident.until(Mode.RECOVERY);
      }
      case BACK_IN_TARGET -> {
        incident.until(Mode.DEGRADED);
        incident.until(Mode.RECOVERY);
        incident.until(Mode.TARGET);
        incident.advance(WELL, 5);
      }
    }
    return incident.record(count);
  }

  private Steps record(int count) {
    WorkloadState start = state;
    Mode mode = start.mode().mode();
    double value = mode == Mode.DEGRADED ? ILL : WELL;
    List<Inputs> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(step(value));
      if (state.mode().mode() != mode) {
        throw new IllegalStateException(mode + " was left after " + i + " of " + count + " steps");
      }
    }
    return new Steps(workload, start, inputs);
  }

  private void advance(double value, int count) {
    for (int i = 0; i < count; i++) {
      step(value);
    }
  }

  private void until(Mode mode) {
    double value = mode == Mode.DEGRADED ? ILL : WELL;
    for (int i = 0; state.mode().mode() != mode; i++) {
      if (i == 1_000) {
        throw new IllegalStateException(mode + " is not reached in " + i + " steps");
      }
      step(value);
    }
  }

  private Inputs step(double value) {
    nowMillis += INTERVAL_MILLIS;
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < workload.signals().size(); i++) {
      readings.add(new Reading.Value(value + i * 0.01, nowMillis - 100 - i));
    }
    Inputs inputs =
        new Inputs(
            nowMillis,
            Enforcement.ENFORCE,
            false,
            readings,
            reread(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Surroundings.NONE);
    Planned planned = Planner.plan(workload, state, inputs);
    if (!planned.decision().problems().isEmpty()) {
      throw new IllegalStateException("nothing should fail: " + planned.decision().problems());
    }
    planned.decision().writes().forEach(this::apply);
    state = planned.state();
    return inputs;
  }

  private void apply(ObjectWrite write) {
    for (int i = 0; i < sights.size(); i++) {
      KnobPolicy knob = workload.knobs().get(i);
      Claim claim = knob.claim();
      String text = write.fields().get(claim.path());
      if (claim.object().equals(write.object()) && text != null) {
        sights.set(
            i,
            new KnobSight.Seen(
                write.uid(),
                knob.parse(text),
                text,
                write.author().manager(),
                write.note().text(),
                null));
      }
    }
  }

  private List<KnobSight> reread() {
    Map<ObjectRef, KnobSight.Seen> objects = new HashMap<>();
    List<KnobSight> seen = new ArrayList<>();
    for (int i = 0; i < sights.size(); i++) {
      KnobSight.Seen sight = sights.get(i);
      KnobSight.Seen object =
          objects.computeIfAbsent(
              workload.knobs().get(i).claim().object(), first -> copyOfObject(sight));
      seen.add(
          new KnobSight.Seen(
              object.uid(),
              sight.value(),
              copy(sight.text()),
              object.manager(),
              object.note(),
              null));
    }
    return seen;
  }

  private static KnobSight.Seen copyOfObject(KnobSight.Seen sight) {
    return new KnobSight.Seen(
        copy(sight.uid()), 0, "", copy(sight.manager()), copy(sight.note()), null);
  }

  /** Error Prone would have it otherwise, but these copies are the point. */
  @SuppressWarnings("StringCopy")
  private static String copy(String text) {
    return new String(text.toCharArray());
  }
}
