package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule over knobs that no write may break. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConstraintSpec(
    @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
    @JsonPropertyDescription(
            "CEL that must be true: knobs.NAME, workloads.NAME.KNOB, with _ for -; numbers and"
                + " durations in seconds are doubles, a Boolean a bool, an Enum a string.")
        @Nullable String rule,
    @JsonPropertyDescription("What people are told where it is broken.") @Nullable String message,
    @JsonProperty("with")
        @JsonPropertyDescription(
            "OperatingModes of this namespace whose knobs the rule names; at most 8.")
        List<String> others) {

  public ConstraintSpec {
    others = Lists.orEmpty(others);
  }
}
