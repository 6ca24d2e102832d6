package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The load beyond which a service does less: given, or as two costs of the scalability law. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoopCapacity(
    @JsonPropertyDescription("Requests in flight at which most is done.") @Nullable Double peakLoad,
    @JsonPropertyDescription("sigma, the part that is done one after the other, below 1.")
        @Nullable Double contention,
    @JsonPropertyDescription("kappa, what each pair of requests costs.") @Nullable Double coherency,
    @JsonPropertyDescription(
            "By which part of the peak the load must be below 80 or 90 percent of it to count as"
                + " better. Default 0.05.")
        @Nullable Double hysteresis,
    @JsonPropertyDescription("For how long it must be. Default 1m.") @Nullable String clearAfter) {}
