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
    @JsonPropertyDescription("Success ratio over the span, such as \"0.9987\".")
        @Nullable String actual,
    @JsonPropertyDescription("Which span that is, such as 30d.") @Nullable String span,
    @JsonPropertyDescription("When the calendar period started.") @Nullable String periodStart,
    @JsonPropertyDescription("When the next one starts.") @Nullable String periodEnd,
    @JsonPropertyDescription("Share of the period's error budget that is left, such as \"0.93\".")
        @Nullable String budgetLeft,
    @JsonPropertyDescription("When the budget runs out at the burn rate of the last hours.")
        @Nullable String exhaustedIn,
    @JsonPropertyDescription("Burn rate over the last hour, such as \"0.8\".")
        @Nullable String burnRate,
    @JsonPropertyDescription("Burn rate over each window.") List<WindowBurn> burnRates,
    @JsonPropertyDescription("Service that falls short of its own objective by most.")
        @Nullable String weakest,
    @JsonPropertyDescription("Consistency guarantee that the services give now.")
        @Nullable String guarantee,
    @JsonPropertyDescription("Services that weaken it.") List<String> weakenedBy,
    @JsonPropertyDescription("The services, one by one.") List<Member> members,
    @JsonPropertyDescription("What follows of the declaration alone.")
        @Nullable Declaration declared,
    @JsonPropertyDescription("What each guarantee costs a day, and an hour in each mode.")
        @Nullable ChainEconomicsStatus economics,
    @JsonPropertyDescription("Ready, and what stands in its way.") List<Condition> conditions) {

  public SLOChainStatus {
    burnRates = Lists.orEmpty(burnRates);
    weakenedBy = Lists.orEmpty(weakenedBy);
    members = Lists.orEmpty(members);
    conditions = Lists.orEmpty(conditions);
  }

  /** The burn rate over one window. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record WindowBurn(
      @JsonPropertyDescription("Window, such as 1h.") @Nullable String window,
      @JsonPropertyDescription("Burn rate, such as \"14.4\".") @Nullable String value) {}

  /** One service of the chain. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Member(
      @JsonPropertyDescription("Its name.") @Nullable String name,
      @JsonPropertyDescription("Its success ratio over the span.") @Nullable String actual,
      @JsonPropertyDescription("Burn rate of its own objective over the last hour.")
          @Nullable String burnRate,
      @JsonPropertyDescription("Its share of what the chain has spent of its budget.")
          @Nullable String spentShare,
      @JsonPropertyDescription("Why it cannot be measured, or not well, such as LowTraffic.")
          @Nullable String problem,
      @JsonPropertyDescription(
              "What else was seen of its counters, which are counted, such as \"CounterReset:"
                  + " total\".")
          List<String> notes) {

    public Member {
      notes = Lists.orEmpty(notes);
    }
  }

  /** What follows of the declaration alone. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Declaration(
      @JsonPropertyDescription("Success ratio where every service just keeps its objective.")
          @Nullable String availability,
      @JsonPropertyDescription("Whether that is enough for the objective.")
          @Nullable Boolean reachable,
      @JsonPropertyDescription("Objective that each service would need, as if in series.")
          @Nullable String requiredPerService,
      @JsonPropertyDescription("Consistency guarantee that the services leave.")
          @Nullable String guarantee,
      @JsonPropertyDescription("Services that weaken it.") List<String> weakenedBy,
      @JsonPropertyDescription("What the latency budgets on the critical path add up to.")
          @Nullable String latency,
      @JsonPropertyDescription("Requests a second above which retries alone can hold it down.")
          @Nullable String vulnerableAbovePerSecond,
      @JsonPropertyDescription("The service that they would hold down.")
          @Nullable String vulnerable) {

    public Declaration {
      weakenedBy = Lists.orEmpty(weakenedBy);
    }
  }
}
