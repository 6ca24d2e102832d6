package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An action that is not done yet. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ActionStatus(
    @JsonPropertyDescription("Name in the spec.") @Nullable String name,
    @JsonPropertyDescription("The mode whose action it is.") @Nullable String mode,
    @JsonPropertyDescription("Entry or Exit.") @Nullable String phase,
    @JsonPropertyDescription("Number of the decision that asks for it.") @Nullable Long decision,
    @JsonPropertyDescription("How often it has failed.") @Nullable Long attempts) {}
