package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control laws that a ControlLoop may declare beside PID, and what all of them share. */
public final class LoopLaws {

  /** A range of the signal. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Range(
      @JsonPropertyDescription("Smallest value.") @Nullable Double min,
      @JsonPropertyDescription("Largest value.") @Nullable Double max) {}

  /** A change of the setpoint in some time. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SetpointRate(
      @JsonPropertyDescription("Change, in the signal's unit.") @Nullable Double change,
      @JsonPropertyDescription("In this time, such as 10s.") @Nullable String per) {}

  /** What a measured disturbance adds to the output: {@code gain * (signal - base)}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record FeedForward(
      @JsonPropertyDescription("The disturbance.") OperatingModeSpec.@Nullable Signal signal,
      @JsonPropertyDescription("Output unit per unit of the disturbance.") @Nullable Double gain,
      @JsonPropertyDescription("The disturbance that adds nothing. Default 0.")
          @Nullable Double base) {}

  /** Additive increase, multiplicative decrease. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Aimd(
      @JsonPropertyDescription("What a drop leaves of the limit, 0.5 to 1. Default 0.9.")
          @Nullable Double backoffRatio,
      @JsonPropertyDescription("Round trip that counts as a drop, in the signal's unit.")
          @Nullable Double timeout) {}

  /** The gradient of the round trip. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gradient(
      @JsonPropertyDescription("By how much the limit may grow a sample. Default 4.")
          @Nullable Double queueSize,
      @JsonPropertyDescription("Share of the new value, above 0 to 1. Default 0.2.")
          @Nullable Double smoothing,
      @JsonPropertyDescription("How much slower than usual is still well, 1 or more. Default 1.5.")
          @Nullable Double tolerance,
      @JsonPropertyDescription("Samples of the long average. Default 600.")
          @Nullable Long longWindow) {}

  /** The queue that a limit causes. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Vegas(
      @JsonPropertyDescription("Share of the new value, above 0 to 1. Default 1.")
          @Nullable Double smoothing,
      @JsonPropertyDescription("Queue below which the limit grows. Default 3.")
          @Nullable Long alpha,
      @JsonPropertyDescription("Queue above which it shrinks. Default 6.") @Nullable Long beta,
      @JsonPropertyDescription("Samples between two probes, in limits. Default 30.")
          @Nullable Long probeMultiplier) {}

  /** Two outputs with hysteresis around the setpoint. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OnOff(
      @JsonPropertyDescription("Direct (on while the signal is high) or Reverse. Default Reverse.")
          @Nullable String action,
      @JsonPropertyDescription("Half of the band around the setpoint.") @Nullable Double halfWidth,
      @JsonPropertyDescription("Output while off, in the knob's unit.")
          @Nullable IntOrString offOutput,
      @JsonPropertyDescription("Output while on, in the knob's unit.")
          @Nullable IntOrString onOutput) {}

  /** A table from the signal to the output. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Steps(
      @JsonPropertyDescription("Output below the first row, in the knob's unit.")
          @Nullable IntOrString base,
      @JsonPropertyDescription("Rows with rising thresholds; at most 16.") List<Row> rows,
      @JsonPropertyDescription(
              "How far the signal must fall below a row before it is left. Default 0.")
          @Nullable Double hysteresis) {

    public Steps {
      rows = Lists.orEmpty(rows);
    }
  }

  /** One row of a table. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Row(
      @JsonPropertyDescription("Smallest value of the signal.") @Nullable Double from,
      @JsonPropertyDescription("Output from there on, in the knob's unit.")
          @Nullable IntOrString output) {}

  /** What the output keeps to, within the knob's own bounds. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Output(
      @JsonPropertyDescription("Smallest value, in the knob's unit. Default the knob's.")
          @Nullable IntOrString min,
      @JsonPropertyDescription("Largest value, in the knob's unit. Default the knob's.")
          @Nullable IntOrString max,
      @JsonPropertyDescription("Fastest rise. Default the knob's slewRate.")
          OperatingModeSpec.@Nullable SlewRate rise,
      @JsonPropertyDescription("Fastest fall. Default the knob's slewRate.")
          OperatingModeSpec.@Nullable SlewRate fall,
      @JsonPropertyDescription("The output is a multiple of it. Default the knob's smallest step.")
          @Nullable IntOrString quantum) {}

  private LoopLaws() {}
}
