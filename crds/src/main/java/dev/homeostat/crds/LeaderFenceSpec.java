package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a LeaderFence says: who may write, and since which change of leadership. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LeaderFenceSpec(
    @JsonPropertyDescription("Name of the Pod whose writes are let through.")
        @Nullable String holder,
    @JsonPropertyDescription("How often the leadership had changed when it took it.")
        @Nullable Long transitions) {}
