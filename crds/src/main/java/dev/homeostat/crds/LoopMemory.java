package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a workload remembers of one of its ControlLoops across a restart. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoopMemory(
    @JsonPropertyDescription("Name of the ControlLoop.") @Nullable String name,
    @JsonPropertyDescription(
            "Value that it had given its knob when Target was left, in the knob's unit.")
        @Nullable Double target,
    @JsonPropertyDescription("How far its supervision went: Normal, Detuned, Held or LowerMode.")
        @Nullable String stage,
    @JsonPropertyDescription("How often it was held.") @Nullable Long holds,
    @JsonPropertyDescription("Its relay experiment; omitted where there was none.")
        @Nullable Experiment experiment) {

  /** A relay experiment. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Experiment(
      @JsonPropertyDescription("Its number.") @Nullable Long run,
      @JsonPropertyDescription("Running, Finished or Aborted.") @Nullable String phase,
      @JsonPropertyDescription("Why it was aborted.") @Nullable String reason,
      @JsonPropertyDescription("Value to which its knob returns, in the knob's unit.")
          @Nullable Double centre,
      @JsonPropertyDescription("Ku that it found.") @Nullable Double ultimateGain,
      @JsonPropertyDescription("Pu that it found, in seconds.")
          @Nullable Double ultimatePeriodSeconds,
      @JsonPropertyDescription("Amplitude of the signal, in its unit.")
          @Nullable Double amplitude) {}
}
