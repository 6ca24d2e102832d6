package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an Approval reports. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalStatus(
    @JsonPropertyDescription("Generation of the spec that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Ready, and what stands in its way.") List<Condition> conditions) {

  public ApprovalStatus {
    conditions = Lists.orEmpty(conditions);
  }
}
