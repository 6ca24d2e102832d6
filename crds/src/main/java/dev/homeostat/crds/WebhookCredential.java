package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** The Secret that holds the bearer token of a webhook. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WebhookCredential(
    @JsonPropertyDescription(
            "Secret of this namespace, read with the rights of spec.serviceAccountName.")
        @Nullable String secretName,
    @JsonPropertyDescription("Its key that holds the bearer token. Default token.")
        @Nullable String key) {}
