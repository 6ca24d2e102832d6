package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert that Alertmanager sends to the operator: 1 while it fires, 0 once it is resolved. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AlertSignal(
    @JsonPropertyDescription("Name of the alert, its label alertname.") @Nullable String name,
    @JsonPropertyDescription(
            "Labels that it must have; the label namespace is added by itself, with the namespace"
                + " of this resource.")
        Map<String, String> labels,
    @JsonPropertyDescription(
            "How long after the last word of Alertmanager, about any alert, its alerts count."
                + " Default 5m.")
        @Nullable String staleAfter) {

  public AlertSignal {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
