package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Where the gains of a PID law come from. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoopTuning(
    @JsonPropertyDescription(
            "Manual: those of pid; Rule: from the model; Relay: from an experiment. Default"
                + " Manual.")
        @Nullable String method,
    @JsonPropertyDescription(
            "SIMC, AMIGO, ZieglerNichols, CohenCoon or TyreusLuyben. Default SIMC with a model,"
                + " else TyreusLuyben.")
        @Nullable String rule,
    @JsonPropertyDescription("PI or PID. Default PI.") @Nullable String actions,
    @JsonPropertyDescription("SIMC: closed-loop time constant. Default the dead time.")
        @Nullable String closedLoopTime,
    @JsonPropertyDescription(
            "The process. Rule needs it; Manual gains are checked against it, and margins shown.")
        @Nullable Model model,
    @JsonPropertyDescription("The experiment; Relay needs it.") @Nullable Relay relay,
    @JsonPropertyDescription(
            "Relay: whether the gains found are used, or only shown. Default false.")
        @Nullable Boolean apply) {

  /** A process of first order with dead time. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Model(
      @JsonPropertyDescription(
              "Signal unit per output unit; negative where the signal falls as the output rises.")
          @Nullable Double gain,
      @JsonPropertyDescription("Time constant, such as 20s.") @Nullable String lag,
      @JsonPropertyDescription("Time until the signal begins to answer, such as 3s.")
          @Nullable String deadTime) {}

  /** A relay experiment and what it may cost. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Relay(
      @JsonPropertyDescription("How far the knob goes to either side, in its unit.")
          @Nullable IntOrString amplitude,
      @JsonPropertyDescription("Error up to which it does not switch. Default 0.")
          @Nullable Double hysteresis,
      @JsonPropertyDescription("Longest duration. Default 10m.") @Nullable String maxDuration,
      @JsonPropertyDescription("Largest distance of the signal from the setpoint.")
          @Nullable Double maxDeviation,
      @JsonPropertyDescription("What it may cost of the error budget.") @Nullable Budget budget,
      @JsonPropertyDescription(
              "Signal unit per output unit, where it is known: gives a model and margins.")
          @Nullable Double processGain,
      @JsonPropertyDescription(
              "Number of the experiment: a higher one asks for another. Default 1.")
          @Nullable Long run) {}

  /** A bound on the error budget: the burn rate summed over time, as a part of the period. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Budget(
      @JsonPropertyDescription("A burn rate.") OperatingModeSpec.@Nullable Signal burnRate,
      @JsonPropertyDescription("Period of the budget. Default 30d.") @Nullable String period,
      @JsonPropertyDescription("Largest part of the budget that may go, above 0 to 1.")
          @Nullable Double maxSpentRatio) {}
}
