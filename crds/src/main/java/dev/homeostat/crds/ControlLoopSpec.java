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
    @JsonPropertyDescription(
            "How often it is evaluated, such as 10s; at least the OperatingMode's, which is the"
                + " default.")
        @Nullable String interval,
    @JsonPropertyDescription("The process variable.") OperatingModeSpec.@Nullable Signal signal,
    @JsonPropertyDescription("Value at which the signal is kept; needed by pid and onOff.")
        @Nullable Double setpoint,
    @JsonPropertyDescription("Setpoints that the process can reach.")
        LoopLaws.@Nullable Range setpointRange,
    @JsonPropertyDescription("Fastest change of the setpoint that the law sees. Default a step.")
        LoopLaws.@Nullable SetpointRate setpointRate,
    @JsonPropertyDescription("Another signal that is added to the output of a PID law.")
        LoopLaws.@Nullable FeedForward feedForward,
    @JsonPropertyDescription("The PID law and its gains.") @Nullable Pid pid,
    @JsonPropertyDescription("Additive increase and multiplicative decrease of a limit.")
        LoopLaws.@Nullable Aimd aimd,
    @JsonPropertyDescription("A limit that follows the gradient of the round trip.")
        LoopLaws.@Nullable Gradient gradient,
    @JsonPropertyDescription("A limit that keeps its queue short.") LoopLaws.@Nullable Vegas vegas,
    @JsonPropertyDescription("Two outputs with hysteresis.") LoopLaws.@Nullable OnOff onOff,
    @JsonPropertyDescription("A table from the signal to the output.")
        LoopLaws.@Nullable Steps steps,
    @JsonPropertyDescription(
            "Requests in flight; needed by aimd, gradient and vegas, and read for capacity.")
        OperatingModeSpec.@Nullable Signal inflight,
    @JsonPropertyDescription(
            "Above 0 where requests were dropped; for aimd, gradient and vegas. Default none.")
        OperatingModeSpec.@Nullable Signal drops,
    @JsonPropertyDescription("What the output keeps to. Default the knob's own bounds.")
        LoopLaws.@Nullable Output output,
    @JsonPropertyDescription("The knob that it drives.") @Nullable KnobReference drives,
    @JsonPropertyDescription(
            "Modes in which it is active: Target, Degraded, Floor, Recovery. Default Target.")
        List<String> activeIn,
    @JsonPropertyDescription("The higher wins where two loops drive one knob. Default 0.")
        @Nullable Long priority,
    @JsonPropertyDescription(
            "What an autoscaler on the workload means: Independent, or ShedOnlyAtMax to act only"
                + " while it is at its maximum. Default Independent.")
        @Nullable String autoscaling,
    @JsonPropertyDescription("Where the gains of pid come from. Default from pid itself.")
        @Nullable LoopTuning tuning,
    @JsonPropertyDescription("What is done about a PID loop that swings, saturates or creeps.")
        @Nullable LoopSupervision supervision,
    @JsonPropertyDescription(
            "The load that the service can take, with which inflight, or else the signal, is"
                + " compared: told as CapacityHeadroom. Default not known.")
        @Nullable LoopCapacity capacity) {

  public ControlLoopSpec {
    activeIn = Lists.orEmpty(activeIn);
  }

  /** A PID law. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Pid(
      @JsonPropertyDescription("ISA, Parallel or Series. Default ISA.") @Nullable String form,
      @JsonPropertyDescription("Direct (output rises with the signal) or Reverse. Default Reverse.")
          @Nullable String action,
      @JsonPropertyDescription("Proportional gain, output unit per signal unit.")
          @Nullable Double proportionalGain,
      @JsonPropertyDescription(
              "ISA and Series: integral time, such as 30s. Omitted: no integral action.")
          @Nullable String integralTime,
      @JsonPropertyDescription(
              "ISA and Series: derivative time, such as 5s. Omitted: no derivative action.")
          @Nullable String derivativeTime,
      @JsonPropertyDescription("Parallel: integral gain a second. Omitted: no integral action.")
          @Nullable Double integralGain,
      @JsonPropertyDescription("Parallel: derivative gain in seconds. Omitted: none.")
          @Nullable Double derivativeGain,
      @JsonPropertyDescription("N of the filter on the derivative. Default 10.")
          @Nullable Double filter,
      @JsonPropertyDescription("b, the part of the setpoint that P sees, 0 to 1. Default 1.")
          @Nullable Double setpointWeight,
      @JsonPropertyDescription("c, the part of the setpoint that D sees, 0 to 1. Default 0.")
          @Nullable Double derivativeWeight,
      @JsonPropertyDescription("Errors up to this count as none. Default 0.")
          @Nullable Double deadband,
      @JsonPropertyDescription("BackCalculation or Conditional. Default BackCalculation.")
          @Nullable String antiWindup,
      @JsonPropertyDescription(
              "Tt of back-calculation, such as 30s. Default the integral time of a PI law.")
          @Nullable String trackingTime,
      @JsonPropertyDescription("Other gains in some modes; at most one entry a mode.")
          List<ModeGains> gains) {

    public Pid {
      gains = Lists.orEmpty(gains);
    }
  }

  /** Gains in one mode, in the form of the law. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ModeGains(
      @JsonPropertyDescription("Target, Degraded, Floor or Recovery.") @Nullable String mode,
      @JsonPropertyDescription("Proportional gain.") @Nullable Double proportionalGain,
      @JsonPropertyDescription("ISA and Series: integral time.") @Nullable String integralTime,
      @JsonPropertyDescription("ISA and Series: derivative time.") @Nullable String derivativeTime,
      @JsonPropertyDescription("Parallel: integral gain a second.") @Nullable Double integralGain,
      @JsonPropertyDescription("Parallel: derivative gain in seconds.")
          @Nullable Double derivativeGain) {}

  /** A knob that an OperatingMode in this namespace declares. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record KnobReference(
      @JsonPropertyDescription("Name of the OperatingMode.") @Nullable String operatingMode,
      @JsonPropertyDescription("Name of one of its knobs.") @Nullable String knob) {}
}
