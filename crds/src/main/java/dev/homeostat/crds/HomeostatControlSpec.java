package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the HomeostatControl of a cluster declares: what holds for all resources in it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HomeostatControlSpec(
    @JsonPropertyDescription(
            "Nothing moves and nothing is written in the whole cluster while it is true. Default"
                + " false.")
        @Nullable Boolean paused,
    @JsonPropertyDescription("Times at which nothing moves upwards; at most 8.")
        List<FreezeWindow> freezeWindows,
    @JsonPropertyDescription("How workloads recover beside one another.")
        @Nullable Recoveries recoveries,
    @JsonPropertyDescription(
            "Beginnings of the URLs that webhooks of gates and actions may have, each with a"
                + " scheme, a host and a path, such as https://status.example.com/; at most 32.")
        List<String> webhooks) {

  public HomeostatControlSpec {
    freezeWindows = Lists.orEmpty(freezeWindows);
    webhooks = Lists.orEmpty(webhooks);
  }

  /** How workloads recover beside one another. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Recoveries(
      @JsonPropertyDescription(
              "How many workloads of one namespace may be in Recovery at once. Omitted: all.")
          @Nullable Long perNamespace,
      @JsonPropertyDescription(
              "Longest of the times, fixed for each workload by its UID, that are added to each"
                  + " exitFor, so that not all begin at once. Omitted: none.")
          @Nullable String spread) {}

  /** A time at which nothing moves upwards. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record FreezeWindow(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription(
              "When it begins, as cron: minute, hour, day of month, month, day of week.")
          @Nullable String cron,
      @JsonPropertyDescription("Time zone of cron, such as Europe/Zurich. Default UTC.")
          @Nullable String timeZone,
      @JsonPropertyDescription("How long it lasts, such as 48h.") @Nullable String duration) {}
}
