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
        List<FreezeWindow> freezeWindows) {

  public HomeostatControlSpec {
    freezeWindows = Lists.orEmpty(freezeWindows);
  }

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
