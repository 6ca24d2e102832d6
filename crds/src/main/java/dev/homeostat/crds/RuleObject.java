package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/** What an SLOChain says of the PrometheusRule or ConfigMap that holds its rules. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleObject(
    @JsonPropertyDescription(
            "Labels of the object, such as those that a Prometheus selects rules by; at most 16.")
        Map<String, String> labels) {

  public RuleObject {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
