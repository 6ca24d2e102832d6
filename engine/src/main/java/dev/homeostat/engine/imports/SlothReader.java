package dev.homeostat.engine.imports;

import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.rules.AlertAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the SLOs of one document of Sloth, in either of its two spellings. */
final class SlothReader {

  private final SlothWindows windows;
  private final String namespace;
  private final ImportNotes notes;

  SlothReader(SlothWindows windows, String namespace, ImportNotes notes) {
    this.windows = windows;
    this.namespace = namespace;
    this.notes = notes;
  }

  List<ImportedChain> read(Source document) {
    boolean kubernetes = !document.field("kind").isMissing();
    Source level = kubernetes ? document.field("spec") : document;
    if (kubernetes) {
      notes.leaveOutOthers(document, "apiVersion", "kind", "metadata", "spec");
      notes.leaveOutOthers(document.field("metadata"), "name", "namespace");
      notes.leaveOutOthers(level, "service", "labels", "slos");
    } else {
      notes.leaveOutOthers(level, "version", "service", "labels", "slos");
    }
    String into =
        Objects.requireNonNullElse(document.field("metadata").field("namespace").text(), namespace);
    List<ImportedChain> chains = new ArrayList<>();
    for (Source slo : level.field("slos").items()) {
      int before = notes.refused().size();
      ImportedChain chain = slo(level, slo, into);
      if (notes.refused().size() == before) {
        chains.add(chain);
      }
    }
    if (level.field("slos").items().isEmpty()) {
      notes.refuse(level.field("slos"), "expected a list of SLOs, found none");
    }
    return chains;
  }

  private ImportedChain slo(Source level, Source slo, String into) {
    notes.leaveOutOthers(slo, "name", "description", "objective", "labels", "sli", "alerting");
    String name = Objects.requireNonNullElse(slo.field("name").text(), "");
    if (name.isEmpty()) {
      notes.refuse(slo.field("name"), "expected the name of the SLO, found none");
    }
    String service = Objects.requireNonNullElse(level.field("service").text(), "");
    String objective = Spans.ratio(slo.field("objective"), 2, notes);
    Source alerting = slo.field("alerting");
    SortedMap<String, String> annotations = new TreeMap<>();
    String description = slo.field("description").text();
    if (description != null) {
      annotations.put(AlertAnnotations.DESCRIPTION, description);
    }
    for (Source labels :
        List.of(level.field("labels"), slo.field("labels"), alerting.field("labels"))) {
      labels(labels, annotations);
    }
    alertTexts(alerting, annotations);
    Counters counters = Counters.ofErrors(events(slo.field("sli")), notes);
    return new ImportedChain(
        slo,
        ImportedChain.resourceName(service.isEmpty() ? name : service + "-" + name),
        into,
        annotations,
        ImportedChain.entryName(name),
        objective,
        ImportedBudget.rolling(windows.period()),
        counters.errors(),
        counters.total(),
        alerts(alerting));
  }

  private Counters.Queries events(Source sli) {
    Source events = sli.field("events");
    notes.leaveOutOthers(sli, "events", "raw", "plugin");
    for (String other : List.of("raw", "plugin")) {
      if (!sli.field(other).isMissing()) {
        notes.refuse(
            sli.field(other), "a ratio cannot be counted in events; give errors and total");
      }
    }
    notes.leaveOutOthers(events, "error_query", "total_query", "errorQuery", "totalQuery");
    return new Counters.Queries(
        events.anyField("error_query", "errorQuery"), events.anyField("total_query", "totalQuery"));
  }

  private void labels(Source labels, SortedMap<String, String> annotations) {
    for (Map.Entry<String, Source> label : labels.texts().entrySet()) {
      String value = Objects.requireNonNullElse(label.getValue().text(), "");
      String reason = AlertAnnotations.unusable(label.getKey(), value);
      if (reason == null) {
        annotations.put(AlertAnnotations.LABEL_PREFIX + label.getKey(), value);
      } else {
        notes.leaveOut(label.getValue(), reason);
      }
    }
  }

  private void alertTexts(Source alerting, SortedMap<String, String> annotations) {
    notes.leaveOutOthers(
        alerting,
        "name",
        "labels",
        "annotations",
        "page_alert",
        "ticket_alert",
        "pageAlert",
        "ticketAlert");
    if (!alerting.field("name").isMissing()) {
      notes.leaveOut(
          alerting.field("name"),
          "alerts are called SLOChainBurnRate, and their label chain tells them apart");
    }
    for (Map.Entry<String, Source> text : alerting.field("annotations").texts().entrySet()) {
      String value = Objects.requireNonNullElse(text.getValue().text(), "");
      String key = AlertAnnotations.linkOf(text.getKey());
      if (key != null && AlertAnnotations.isUrl(value)) {
        annotations.put(key, value);
      } else {
        notes.leaveOut(
            text.getValue(), "alerts say what burns by themselves; only links are carried over");
      }
    }
  }

  private List<SLOChainSpec.Alert> alerts(Source alerting) {
    Source page = alerting.anyField("page_alert", "pageAlert");
    Source ticket = alerting.anyField("ticket_alert", "ticketAlert");
    List<SLOChainSpec.Alert> alerts = new ArrayList<>();
    alerts.addAll(ofSeverity(page, windows.page()));
    alerts.addAll(ofSeverity(ticket, windows.ticket()));
    if (alerts.isEmpty()) {
      notes.leaveOut(
          page.field("disable"),
          "an SLOChain always has alerts; silence those of this chain in Alertmanager");
    }
    boolean standard = windows.place() == null && alerts.size() == 4;
    return standard ? List.of() : alerts;
  }

  private List<SLOChainSpec.Alert> ofSeverity(Source alert, List<SLOChainSpec.Alert> declared) {
    notes.leaveOutOthers(alert, "disable", "labels", "annotations");
    for (String texts : List.of("labels", "annotations")) {
      if (!alert.field(texts).isMissing()) {
        notes.leaveOut(
            alert.field(texts),
            "alerts of one severity have none of their own; route by severity=page and"
                + " severity=ticket");
      }
    }
    return alert.field("disable").isTrue() ? List.of() : declared;
  }
}
