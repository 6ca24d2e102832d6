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
    @JsonPropertyDescription(
            "Active, Observing, Tracking, Held, Tuning or Waiting for its first evaluation.")
        @Nullable String phase,
    @JsonPropertyDescription("Why it is in that phase.") @Nullable String reason,
    @JsonPropertyDescription("The setpoint that its law saw, as a decimal.")
        @Nullable String setpoint,
    @JsonPropertyDescription("The signal's last value, as a decimal.") @Nullable String measured,
    @JsonPropertyDescription("Setpoint less measured, as a decimal.") @Nullable String error,
    @JsonPropertyDescription("Value that the loop wants for its knob, in the knob's unit.")
        @Nullable String output,
    @JsonPropertyDescription("Value of its knob, in the knob's unit.") @Nullable String applied,
    @JsonPropertyDescription("What its output consists of; of a PID law.") @Nullable Terms terms,
    @JsonPropertyDescription("The gains in use; of a PID law.") @Nullable Gains gains,
    @JsonPropertyDescription("How far the loop is from instability, where its model is known.")
        @Nullable Margins margins,
    @JsonPropertyDescription(
            "Least variance that the dead time allows, over that of the error: 1 is the best; as a"
                + " decimal with two digits.")
        @Nullable String harrisIndex,
    @JsonPropertyDescription("The load as percent of the peak of spec.capacity.")
        @Nullable String capacityPercent,
    @JsonPropertyDescription("What came of the relay experiment.") @Nullable Tuning tuning,
    @JsonPropertyDescription(
            "Ready, Active, Oscillating, Saturated, Sluggish, PoorControl, Tuned and"
                + " CapacityHeadroom.")
        List<Condition> conditions) {

  public ControlLoopStatus {
    conditions = Lists.orEmpty(conditions);
  }

  /** The terms of a PID law, as decimals in the knob's unit. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Terms(
      @JsonPropertyDescription("Proportional, with the feed-forward.")
          @Nullable String proportional,
      @JsonPropertyDescription("Integral.") @Nullable String integral,
      @JsonPropertyDescription("Derivative.") @Nullable String derivative) {}

  /** Gains that every form of a PID law comes down to, as decimals. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gains(
      @JsonPropertyDescription("Output unit per signal unit.") @Nullable String proportional,
      @JsonPropertyDescription("Output unit per signal unit and second.")
          @Nullable String integralPerSecond,
      @JsonPropertyDescription("Output unit per signal unit, times seconds.")
          @Nullable String derivativeSeconds,
      @JsonPropertyDescription("Declared, Rule, Relay, and whether they were detuned.")
          @Nullable String from) {}

  /** Stability margins of the loop with its model, as decimals. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Margins(
      @JsonPropertyDescription("By which factor the gain may rise.") @Nullable String gain,
      @JsonPropertyDescription("How much more the loop may lag.") @Nullable String phaseDegrees,
      @JsonPropertyDescription("Ms; 1.2 to 2 is usual.") @Nullable String maximumSensitivity) {}

  /** A relay experiment. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Tuning(
      @JsonPropertyDescription("Number of the experiment.") @Nullable Long run,
      @JsonPropertyDescription("Waiting, Running, Finished or Aborted.") @Nullable String phase,
      @JsonPropertyDescription("Why.") @Nullable String reason,
      @JsonPropertyDescription("Part of the error budget that went meanwhile.")
          @Nullable String spentRatio,
      @JsonPropertyDescription("Ku, the gain at which the loop would swing.")
          @Nullable String ultimateGain,
      @JsonPropertyDescription("Pu in seconds, the period at which it would.")
          @Nullable String ultimatePeriodSeconds,
      @JsonPropertyDescription("Gains that the rule proposes.") @Nullable Gains proposed,
      @JsonPropertyDescription("Margins of the proposal, where the model is known.")
          @Nullable Margins margins) {}
}
