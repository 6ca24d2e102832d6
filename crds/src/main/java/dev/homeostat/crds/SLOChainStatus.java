package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an SLOChain reports. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SLOChainStatus(
    @JsonPropertyDescription("Generation of the spec that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Burn rate over the last hour, such as \"0.8\".")
        @Nullable String burnRate,
    @JsonPropertyDescription("Share of the period's error budget that is left, such as \"0.93\".")
        @Nullable String budgetLeft,
    @JsonPropertyDescription("Service that spends most of the budget.") @Nullable String weakest,
    @JsonPropertyDescription("Ready, and what stands in its way.") List<Condition> conditions) {

  public SLOChainStatus {
    conditions = Lists.orEmpty(conditions);
  }
}
