package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A PromQL query of the resource's own, which must return one series. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromqlSignal(
    @JsonPropertyDescription("SignalSource to ask.") @Nullable String source,
    @JsonPropertyDescription("PromQL that returns one series.") @Nullable String query) {}
