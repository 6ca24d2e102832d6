package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each guarantee of a chain costs a day, and an hour in each mode. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChainEconomicsStatus(
    @JsonPropertyDescription("Currency of the costs.") @Nullable String currency,
    @JsonPropertyDescription("Guarantee whose total is least.") @Nullable String cheapest,
    @JsonPropertyDescription("The costs, one guarantee each.") List<Cost> guarantees,
    @JsonPropertyDescription("What an hour in each mode costs that has a price.")
        List<ModeCost> modes) {

  public ChainEconomicsStatus {
    guarantees = Lists.orEmpty(guarantees);
    modes = Lists.orEmpty(modes);
  }

  /** Costs of one guarantee a day. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Cost(
      @JsonPropertyDescription("Which one.") @Nullable String guarantee,
      @JsonPropertyDescription("Cost of wrong answers.") @Nullable String wrongness,
      @JsonPropertyDescription("Cost of waiting.") @Nullable String coordination,
      @JsonPropertyDescription("Both together.") @Nullable String total) {}

  /** Cost of an hour in one mode. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ModeCost(
      @JsonPropertyDescription("Which one.") @Nullable String mode,
      @JsonPropertyDescription("Cost of an hour in it.") @Nullable String perHour) {}
}
