package dev.homeostat.engine.imports;

import dev.homeostat.engine.rules.AlertAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads one SLO of OpenSLO v1 or v1alpha: one chain for each of its objectives. */
final class OpenSloReader {

  private final String namespace;
  private final ImportNotes notes;

  OpenSloReader(String namespace, ImportNotes notes) {
    this.namespace = namespace;
    this.notes = notes;
  }

  List<ImportedChain> read(Source document) {
    boolean alpha = "openslo/v1alpha".equals(document.field("apiVersion").text());
    Source spec = document.field("spec");
    notes.leaveOutOthers(document, "apiVersion", "kind", "metadata", "spec");
    notes.leaveOutOthers(document.field("metadata"), "name", "displayName");
    notes.leaveOutOthers(
        spec,
        "description",
        "service",
        "budgetingMethod",
        "objectives",
        alpha ? "timeWindows" : "timeWindow",
        alpha ? "" : "indicator",
        alpha ? "" : "indicatorRef");
    String name = Objects.requireNonNullElse(document.field("metadata").field("name").text(), "");
    if (name.isEmpty()) {
      notes.refuse(document.field("metadata"), "expected the name of the SLO, found none");
    }
    int before = notes.refused().size();
    OpenSloBudget budgets = new OpenSloBudget(notes);
    String method = budgets.method(spec.field("budgetingMethod"));
    ImportedBudget period = alpha ? budgets.alphaPeriod(spec) : budgets.period(spec);
    Counters shared = alpha ? null : counters(indicator(spec), "ratioMetric");
    boolean sound = notes.refused().size() == before;
    List<Source> objectives = spec.field("objectives").items();
    if (objectives.isEmpty()) {
      notes.refuse(spec.field("objectives"), "expected an objective, found none");
    }
    List<ImportedChain> chains = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      int unsound = notes.refused().size();
      Source objective = objectives.get(i);
      Counters counters = shared == null ? counters(objective, "ratioMetrics") : shared;
      String ratio = ratio(objective);
      ImportedBudget budget = budgets.of(objective, method, period);
      if (sound && notes.refused().size() == unsound) {
        String suffix = objectives.size() > 1 ? "-" + (i + 1) : "";
        chains.add(
            new ImportedChain(
                objective,
                ImportedChain.resourceName(name + suffix),
                namespace,
                annotations(spec),
                ImportedChain.entryName(
                    Objects.requireNonNullElse(spec.field("service").text(), name)),
                ratio,
                budget,
                counters.errors(),
                counters.total(),
                List.of()));
      }
    }
    return chains;
  }

  private static SortedMap<String, String> annotations(Source spec) {
    SortedMap<String, String> annotations = new TreeMap<>();
    String description = spec.field("description").text();
    if (description != null) {
      annotations.put(AlertAnnotations.DESCRIPTION, description);
    }
    return annotations;
  }

  private Source indicator(Source spec) {
    Source indicator = spec.field("indicator");
    if (!spec.field("indicatorRef").isMissing()) {
      notes.refuse(
          spec.field("indicatorRef"), "an indicator elsewhere; write it into the SLO as indicator");
    }
    notes.leaveOutOthers(indicator, "metadata", "spec");
    return indicator.field("spec");
  }

  private Counters counters(Source indicator, String ratioName) {
    Source ratio = indicator.field(ratioName);
    if (!indicator.field("thresholdMetric").isMissing()) {
      notes.refuse(
          indicator.field("thresholdMetric"),
          "a threshold on a value counts no events; use a ratioMetric of counters");
    }
    if (ratio.isMissing()) {
      notes.refuse(ratio, "expected a ratio of counters, found none");
      return new Counters(Counters.UNKNOWN, Counters.UNKNOWN);
    }
    notes.leaveOutOthers(ratio, "counter", "incremental", "good", "bad", "total");
    Source total = query(ratio.field("total"));
    return ratio.field("bad").isMissing()
        ? Counters.ofSuccesses(new Counters.Queries(query(ratio.field("good")), total), notes)
        : Counters.ofErrors(new Counters.Queries(query(ratio.field("bad")), total), notes);
  }

  /** The query of a metric, which v1 holds in its source and v1alpha in itself. */
  private Source query(Source metric) {
    Source inside = metric.field("metricSource");
    Source type = inside.isMissing() ? metric.field("source") : inside.field("type");
    if (!metric.isMissing() && !"prometheus".equalsIgnoreCase(type.text())) {
      notes.refuse(type, "expected the source prometheus, found " + type.text());
    }
    if (inside.isMissing()) {
      notes.leaveOutOthers(metric, "source", "queryType", "query");
      return metric.field("query");
    }
    notes.leaveOutOthers(metric, "metricSource");
    notes.leaveOutOthers(inside, "type", "spec");
    notes.leaveOutOthers(inside.field("spec"), "query");
    return inside.field("spec").field("query");
  }

  private String ratio(Source objective) {
    notes.leaveOutOthers(
        objective,
        "displayName",
        "target",
        "targetPercent",
        "timeSliceTarget",
        "timeSliceWindow",
        "ratioMetrics",
        "op");
    Source percent = objective.field("targetPercent");
    return percent.isMissing()
        ? Spans.ratio(objective.field("target"), 0, notes)
        : Spans.ratio(percent, 2, notes);
  }
}
