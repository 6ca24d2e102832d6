package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a change towards more risk is tried on some of the objects of a knob first. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CanarySpec(
    @JsonPropertyDescription(
            "Percent of the objects of each knob that get it first, in the order of their names in"
                + " the spec; at least one, and never all. Default 25.")
        @Nullable Long share,
    @JsonPropertyDescription("How long they are compared with the others. Default 10m.")
        @Nullable String bake,
    @JsonPropertyDescription("What is compared; at most 8.") List<Pair> compare) {

  public CanarySpec {
    compare = Lists.orEmpty(compare);
  }

  /** One signal of those that have the change, beside the same of the others. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Pair(
      @JsonPropertyDescription("Name of the signal of those that have the change.")
          @Nullable String canary,
      @JsonPropertyDescription("Name of the signal of the others.") @Nullable String rest,
      @JsonPropertyDescription(
              "Above 1: worse while canary is above this many times rest; below 1: while it is"
                  + " below.")
          @Nullable Double times,
      @JsonPropertyDescription("And only while canary is also beyond this.")
          @Nullable Double beyond,
      @JsonProperty("for") @JsonPropertyDescription("How long it must be so. Default 1m.")
          @Nullable String forDuration,
      @JsonPropertyDescription("Name of the signal that counts the events behind canary.")
          @Nullable String canaryEvents,
      @JsonPropertyDescription("Name of the signal that counts the events behind rest.")
          @Nullable String restEvents,
      @JsonPropertyDescription(
              "Least events of both that say anything; fewer neither fail nor pass. Required with"
                  + " canaryEvents or restEvents.")
          @Nullable Double minEvents) {}
}
