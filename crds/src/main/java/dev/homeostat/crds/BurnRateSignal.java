package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The burn rate of an SLOChain over one window. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BurnRateSignal(
    @JsonPropertyDescription("SLOChain in this namespace.") @Nullable String name,
    @JsonPropertyDescription("Window of the burn rate, such as 1h. Default 1h.")
        @Nullable String window,
    @JsonPropertyDescription(
            "Service of the chain whose own burn rate is meant. Omitted: the chain's, end to end.")
        @Nullable String member) {}
