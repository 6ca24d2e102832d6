package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an SLOChain declares: services with their objectives, and how they compose. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SLOChainSpec(
    @JsonPropertyDescription("SignalSource that holds the counters.") @Nullable String source,
    @JsonPropertyDescription("End-to-end success ratio as a quoted decimal, such as \"0.999\".")
        @Nullable String objective,
    @JsonPropertyDescription(
            "Rolling budget period, such as 30d. Without one and without calendar it is 30d.")
        @Nullable String period,
    @JsonPropertyDescription("Budget periods that follow the calendar, instead of period.")
        @Nullable ChainCalendar calendar,
    @JsonPropertyDescription(
            "What the budget counts: Occurrences, Timeslices or RatioTimeslices. Default"
                + " Occurrences.")
        @Nullable String budgetingMethod,
    @JsonPropertyDescription(
            "Length of the slices that Timeslices and RatioTimeslices count, such as 1m.")
        @Nullable String timeSliceWindow,
    @JsonPropertyDescription(
            "Timeslices: success ratio below which a slice is bad, such as \"0.99\".")
        @Nullable String timeSliceTarget,
    @JsonPropertyDescription("End-to-end latency, such as 500ms.") @Nullable String latency,
    @JsonPropertyDescription(
            "Weakest consistency guarantee that is acceptable: StrictSerializable, Serializable,"
                + " SnapshotIsolation, ReadCommitted or Eventual.")
        @Nullable String requiredGuarantee,
    @JsonPropertyDescription(
            "Events that a window must hold before its burn rate counts; with fewer the signal is"
                + " missing, with reason LowTraffic. Default 20.")
        @Nullable Long minEvents,
    @JsonPropertyDescription("Services; at most 64.") List<Service> services,
    @JsonPropertyDescription(
            "Compositions; a stage may name only services and stages above it; at most 32.")
        List<Stage> stages,
    @JsonPropertyDescription("Service or stage that is the chain.") @Nullable String root,
    @JsonPropertyDescription("Burn-rate alerts; at most 8.") List<Alert> alerts,
    @JsonPropertyDescription("The object that holds its rules for Prometheus.")
        @Nullable RuleObject rules,
    @JsonPropertyDescription("What wrong answers, coordination and time in a mode cost.")
        @Nullable ChainEconomics economics) {

  public SLOChainSpec {
    services = Lists.orEmpty(services);
    stages = Lists.orEmpty(stages);
    alerts = Lists.orEmpty(alerts);
  }

  /** A service with its indicator and objective. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Service(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription("Success ratio as a quoted decimal, such as \"0.999\".")
          @Nullable String objective,
      @JsonPropertyDescription("PromQL selector of the counter of bad events.")
          @Nullable String errors,
      @JsonPropertyDescription("PromQL selector of the counter of all events.")
          @Nullable String total,
      @JsonPropertyDescription("Its share of the end-to-end latency, such as 150ms.")
          @Nullable String latencyBudget,
      @JsonPropertyDescription(
              "Consistency guarantee that it gives: StrictSerializable, Serializable,"
                  + " SnapshotIsolation, ReadCommitted or Eventual.")
          @Nullable String guarantee,
      @JsonPropertyDescription(
              "OperatingMode of the service in this namespace; the guarantee of the mode that it is"
                  + " in takes the place of the one declared here.")
          @Nullable String operatingMode,
      @JsonPropertyDescription("What retries can make of its load.")
          @Nullable RetryLoad retryLoad) {}

  /** What retries can make of a service's load. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RetryLoad(
      @JsonPropertyDescription("Most attempts of one request, the first included.")
          @Nullable Long attempts,
      @JsonPropertyDescription("Attempts a second that the service can serve.")
          @Nullable Long capacityPerSecond) {}

  /** A composition of services and of stages above it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Stage(
      @JsonPropertyDescription("Name, unique among stages and services.") @Nullable String name,
      @JsonPropertyDescription("How members combine: Serial, Redundant or FanOut.")
          @Nullable String compose,
      @JsonPropertyDescription("Services, or stages declared above this one; at most 16.")
          List<String> members,
      @JsonPropertyDescription("Redundant: the member whose latency counts.")
          @Nullable String waitedFor,
      @JsonPropertyDescription(
              "Redundant: success ratio of what the members have in common, such as \"0.9995\"."
                  + " Omitted: nothing, which is an assumption.")
          @Nullable String sharedAvailability,
      @JsonPropertyDescription(
              "Guarantee that a re-read at an authority raises the members' to:"
                  + " StrictSerializable, Serializable, SnapshotIsolation, ReadCommitted or"
                  + " Eventual.")
          @Nullable String upgradeGate) {

    public Stage {
      members = Lists.orEmpty(members);
    }
  }

  /** A multi-window burn-rate alert. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Alert(
      @JsonPropertyDescription("page or ticket.") @Nullable String severity,
      @JsonProperty("long") @JsonPropertyDescription("Long window, such as 1h.")
          @Nullable String longWindow,
      @JsonProperty("short") @JsonPropertyDescription("Short window, such as 5m.")
          @Nullable String shortWindow,
      @JsonPropertyDescription("Share of the budget as a quoted decimal, such as \"0.02\".")
          @Nullable String budgetShare) {}
}
