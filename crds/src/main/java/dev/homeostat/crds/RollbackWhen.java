package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a change of settings towards more risk is taken back by itself. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RollbackWhen(
    @JsonPropertyDescription("Any of these takes the last change back; at most 8.")
        List<Comparison> anyOf,
    @JsonPropertyDescription(
            "How long after a change it is watched; longer than ramps and for. Default 30m.")
        @Nullable String within,
    @JsonPropertyDescription(
            "How long the workload then holds, unless an Approval ends it before. Default 1h.")
        @Nullable String holdFor) {

  public RollbackWhen {
    anyOf = Lists.orEmpty(anyOf);
  }

  /** A signal beside what it was before the change. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Comparison(
      @JsonPropertyDescription("Name of an entry of spec.signals.") @Nullable String signal,
      @JsonPropertyDescription(
              "Above 1: ill while the signal is above this many times its value before the change;"
                  + " below 1: while it is below.")
          @Nullable Double times,
      @JsonPropertyDescription(
              "And only while it is also beyond this, in the signal's unit: twice nearly nothing is"
                  + " no failure.")
          @Nullable Double beyond,
      @JsonProperty("for") @JsonPropertyDescription("How long it must be so. Default 1m.")
          @Nullable String forDuration) {}
}
