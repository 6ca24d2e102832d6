package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a ControlLoop reports. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ControlLoopStatus(
    @JsonPropertyDescription("Generation of the spec that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The signal's last value, as a decimal.") @Nullable String measured,
    @JsonPropertyDescription("Value that the loop wants for its knob, in the knob's unit.")
        @Nullable String output,
    @JsonPropertyDescription("Ready, and what stands in its way.") List<Condition> conditions) {

  public ControlLoopStatus {
    conditions = Lists.orEmpty(conditions);
  }
}
