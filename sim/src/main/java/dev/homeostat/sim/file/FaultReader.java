package dev.homeostat.sim.file;

import dev.homeostat.sim.plant.Knobs;
import dev.homeostat.sim.scenario.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what is set in the run, against the dials that the plant has. */
final class FaultReader {

  private final Fields fields;
  private final Knobs dials;
  private final double endSeconds;

  /** When each dial is free again. */
  private final Map<String, Double> takenUntil = new HashMap<>();

  FaultReader(Fields fields, Knobs dials, double endSeconds) {
    this.fields = fields;
    this.dials = dials;
    this.endSeconds = endSeconds;
  }

  /** The settings and the ways back, by time. */
  List<Change> read(List<ScenarioDocument.FaultSection> faults) {
    List<Change> changes = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < faults.size(); i++) {
      String path = "faults[" + i + "]";
      ScenarioDocument.FaultSection fault = faults.get(i);
      double at = fields.seconds(path + ".at", fault.at(), Bounds.from(0, endSeconds));
      if (at < before) {
        fields.problem(
            path + ".at",
            "expected a time that is not before the one above, "
                + Bounds.text(before)
                + " s, found "
                + Bounds.text(at)
                + " s; put the faults in order");
      }
      before = at;
      add(path, fault, at, changes);
    }
    return changes.stream().sorted(Comparator.comparingDouble(Change::atSeconds)).toList();
  }

  private void add(
      String path, ScenarioDocument.FaultSection fault, double at, List<Change> changes) {
    String dial = fault.dial();
    Double value = fault.value();
    if (dial == null || value == null) {
      fields.problem(
          path,
          "expected a dial and its value, found "
              + (dial == null ? "no dial" : "no value")
              + "; this plant has "
              + (dials.names().isEmpty() ? "no dial" : String.join(", ", dials.names())));
      return;
    }
    try {
      dials.check(dial, value);
    } catch (IllegalArgumentException e) {
      boolean known = dials.names().contains(dial);
      fields.problem(path + (known ? ".value" : ".dial"), String.valueOf(e.getMessage()));
      return;
    }
    if (at < takenUntil.getOrDefault(dial, 0.0)) {
      fields.problem(
          path + ".at",
          "expected the fault of " + dial + " above to be over, which lasts longer; let it end");
    }
    changes.add(new Change(at, dial, value));
    if (fault.lasts() != null) {
      double lasts =
          fields.seconds(path + ".lasts", fault.lasts(), Bounds.above(0, endSeconds - at));
      takenUntil.put(dial, at + lasts);
      changes.add(new Change(at + lasts, dial, dials.value(dial)));
    }
  }
}
