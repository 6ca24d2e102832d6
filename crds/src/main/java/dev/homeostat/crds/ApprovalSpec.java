package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What an Approval declares: a yes to one pending decision, until when, and from whom. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalSpec(
    @JsonPropertyDescription("Name of the OperatingMode in this namespace.")
        @Nullable String operatingMode,
    @JsonPropertyDescription("Number of the decision, which its status.waitsFor names.")
        @Nullable Long decision,
    @JsonPropertyDescription("When it expires, such as 2026-01-31T18:00:00Z.")
        @Nullable String until,
    @JsonPropertyDescription("Who approves; it must be the name of the user who writes it.")
        @Nullable String by) {}
