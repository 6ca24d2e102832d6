package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What is done about a PID loop that oscillates, saturates or is sluggish. */
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
        @Nullable String window) {}
