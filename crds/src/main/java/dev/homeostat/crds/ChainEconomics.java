package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What wrong answers, coordination and time in a mode cost, in one currency. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ChainEconomics(
    @JsonPropertyDescription("Currency of all prices, such as USD.") @Nullable String currency,
    @JsonPropertyDescription("What one wrong answer costs, such as \"10550\".")
        @Nullable String wrongAnswer,
    @JsonPropertyDescription("What a second of one request's delay costs, such as \"0.01\".")
        @Nullable String delaySecond,
    @JsonPropertyDescription("Requests a day.") @Nullable Long requestsPerDay,
    @JsonPropertyDescription("Guarantees to choose from; at most 5.") List<Option> guarantees,
    @JsonPropertyDescription("What a minute in a mode costs; at most 4.") List<ModePrice> modes) {

  public ChainEconomics {
    guarantees = Lists.orEmpty(guarantees);
    modes = Lists.orEmpty(modes);
  }

  /** What a guarantee would bring and take. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Option(
      @JsonPropertyDescription(
              "StrictSerializable, Serializable, SnapshotIsolation, ReadCommitted or Eventual.")
          @Nullable String guarantee,
      @JsonPropertyDescription("Probability that an answer is wrong, such as \"0.0001\".")
          @Nullable String wrongProbability,
      @JsonPropertyDescription("By how much it delays a request, such as 90ms. Omitted: not.")
          @Nullable String delay) {}

  /** The price of a minute in a mode. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ModePrice(
      @JsonPropertyDescription("Target, Degraded, Floor or Recovery.") @Nullable String mode,
      @JsonPropertyDescription("Price of a minute, such as \"120\".") @Nullable String perMinute) {}
}
