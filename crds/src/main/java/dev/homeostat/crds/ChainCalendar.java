package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Budget periods that follow the calendar, one after the other. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChainCalendar(
    @JsonPropertyDescription("Day, Week, Month, Quarter or Year.") @Nullable String unit,
    @JsonPropertyDescription("How many units a period has. Default 1.") @Nullable Long count,
    @JsonPropertyDescription(
            "When one of the periods starts, in local time, such as 2026-01-01T00:00:00.")
        @Nullable String start,
    @JsonPropertyDescription("Whose local time that is, such as Europe/Berlin or UTC.")
        @Nullable String timeZone) {}
