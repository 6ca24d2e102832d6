package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/** Objects that have some labels. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObjectSelector(
    @JsonPropertyDescription("Labels that an object must have, all of them; at least one.")
        Map<String, String> matchLabels) {

  public ObjectSelector {
    matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
  }
}
