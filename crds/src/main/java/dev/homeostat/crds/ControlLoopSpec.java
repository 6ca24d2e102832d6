package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a ControlLoop declares: a signal, a setpoint, a control law and the knob it drives. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ControlLoopSpec(
    @JsonPropertyDescription(
            "Observe decides and reports, and writes nothing; Enforce also writes. Default"
                + " Observe.")
        @Nullable String enforcement,
    @JsonPropertyDescription("How often it is evaluated, such as 10s. Default 10s.")
        @Nullable String interval,
    @JsonPropertyDescription("The process variable.") OperatingModeSpec.@Nullable Signal signal,
    @JsonPropertyDescription("Value at which the signal is kept.") @Nullable Double setpoint,
    @JsonPropertyDescription("The PID law and its gains.") @Nullable Pid pid,
    @JsonPropertyDescription("The knob that it drives.") @Nullable KnobReference drives,
    @JsonPropertyDescription("Modes in which it is active: Target, Degraded, Floor, Recovery.")
        List<String> activeIn,
    @JsonPropertyDescription("The higher wins where two loops drive one knob. Default 0.")
        @Nullable Long priority) {

  public ControlLoopSpec {
    activeIn = Lists.orEmpty(activeIn);
  }

  /** Gains of a PID law. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Pid(
      @JsonPropertyDescription("ISA, Parallel or Series. Default ISA.") @Nullable String form,
      @JsonPropertyDescription("Direct (output rises with the signal) or Reverse. Default Reverse.")
          @Nullable String action,
      @JsonPropertyDescription("Proportional gain, output unit per signal unit.")
          @Nullable Double proportionalGain,
      @JsonPropertyDescription("Integral time, such as 30s. Omitted: no integral action.")
          @Nullable String integralTime,
      @JsonPropertyDescription("Derivative time, such as 5s. Omitted: no derivative action.")
          @Nullable String derivativeTime) {}

  /** A knob that an OperatingMode in this namespace declares. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record KnobReference(
      @JsonPropertyDescription("Name of the OperatingMode.") @Nullable String operatingMode,
      @JsonPropertyDescription("Name of one of its knobs.") @Nullable String knob) {}
}
