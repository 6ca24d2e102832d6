package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What is done about a PID loop that oscillates, saturates, is sluggish or far from its best. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoopSupervision(
    @JsonPropertyDescription("Whether it is not supervised. Default false.")
        @Nullable Boolean disabled,
    @JsonPropertyDescription(
            "Amplitude of the error that is still acceptable. Default 1 percent of setpointRange,"
                + " or 5 percent of the setpoint.")
        @Nullable Double amplitude,
    @JsonPropertyDescription(
            "Period at which the loop would swing by itself. Default that found by the relay, else"
                + " the integral time.")
        @Nullable String ultimatePeriod,
    @JsonPropertyDescription("Half waves in a short time that make an oscillation. Default 10.")
        @Nullable Long disturbances,
    @JsonPropertyDescription("By which factor its gains are made slower, above 1. Default 2.")
        @Nullable Double detuneFactor,
    @JsonPropertyDescription("Calm after which a measure is taken back. Default 10m.")
        @Nullable String calm,
    @JsonPropertyDescription("Over which time saturation and sluggishness are seen. Default 10m.")
        @Nullable String window,
    @JsonPropertyDescription(
            "How near it comes to the least variance that its dead time allows. Default: seen where"
                + " tuning.model says the dead time.")
        @Nullable Harris harris) {

  /** The Harris index, and from where on people are told. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Harris(
      @JsonPropertyDescription("Dead time of the process. Default that of tuning.model.")
          @Nullable String deadTime,
      @JsonPropertyDescription("Samples of a window, after which it is computed. Default 240.")
          @Nullable Long samples,
      @JsonPropertyDescription("Errors that a prediction is made of. Default 10.")
          @Nullable Long order,
      @JsonPropertyDescription("An index below this is told as PoorControl, 0 to 1. Default 0.03.")
          @Nullable Double poorBelow) {}
}
