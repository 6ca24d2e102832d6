package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One series of a query that a SignalSource shares. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SharedSignal(
    @JsonPropertyDescription("SignalSource that shares it.") @Nullable String source,
    @JsonPropertyDescription("Name of an entry of its spec.signals.") @Nullable String signal,
    @JsonPropertyDescription("Labels that select the one series.") Map<String, String> labels) {

  public SharedSignal {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
