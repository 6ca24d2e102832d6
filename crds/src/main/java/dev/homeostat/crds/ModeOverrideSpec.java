package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a ModeOverride declares: where a person sends a workload, until when, and why. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModeOverrideSpec(
    @JsonPropertyDescription("Name of the OperatingMode in this namespace.")
        @Nullable String operatingMode,
    @JsonPropertyDescription(
            "Target, Degraded or Floor; reached by legal moves, through Recovery where it leads"
                + " up. Either this or toRevision.")
        @Nullable String mode,
    @JsonPropertyDescription(
            "Number of a set of settings in the status of the OperatingMode, which is returned to"
                + " instead: the mode stays, and the workload holds.")
        @Nullable Long toRevision,
    @JsonPropertyDescription(
            "When it expires, such as 2026-01-31T18:00:00Z; then the mode stays, and every wait"
                + " begins anew.")
        @Nullable String until,
    @JsonPropertyDescription("Why; it stands in Events and in the journal.")
        @Nullable String reason,
    @JsonPropertyDescription("Whether Recovery waits for no gate on the way. Default false.")
        @Nullable Boolean skipGates,
    @JsonPropertyDescription("Who asks for it; it must be the name of the user who writes it.")
        @Nullable String by) {}
