package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How fast an SLOChain spends its error budget, or how long that budget lasts. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BurnRateSignal(
    @JsonPropertyDescription("SLOChain in this namespace.") @Nullable String name,
    @JsonPropertyDescription("Window of the burn rate, such as 1h. Default 1h.")
        @Nullable String window,
    @JsonPropertyDescription(
            "Service of the chain whose own burn rate is meant. Omitted: the chain's, end to end.")
        @Nullable String member,
    @JsonPropertyDescription(
            "BurnRate: how fast the budget burns in the window. TimeToExhaustion: the seconds until"
                + " it is spent if it burns on like that; at most the period. Default BurnRate.")
        @Nullable String measure) {}
