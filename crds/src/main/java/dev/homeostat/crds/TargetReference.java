package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The workload that an OperatingMode is about. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TargetReference(
    @JsonPropertyDescription("Deployment, StatefulSet or DaemonSet of apps/v1.")
        @Nullable String kind,
    @JsonPropertyDescription("Its name, in this namespace.") @Nullable String name) {}
