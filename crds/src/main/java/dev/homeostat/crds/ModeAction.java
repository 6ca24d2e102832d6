package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Something done once when a mode is entered or left; exactly one of its four forms. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModeAction(
    @JsonPropertyDescription("Name, unique in its list.") @Nullable String name,
    @JsonPropertyDescription("Sets or removes an annotation of spec.targetRef.")
        @Nullable Annotation annotate,
    @JsonPropertyDescription("Brings the replicas of spec.targetRef within bounds.")
        @Nullable Scale scale,
    @JsonPropertyDescription("Posts the move to a URL.") @Nullable Webhook webhook,
    @JsonPropertyDescription("Writes an Event.") @Nullable Event event,
    @JsonPropertyDescription("Longest wait for it, such as 10s. Default 10s.")
        @Nullable String timeout,
    @JsonPropertyDescription(
            "Where it fails: Ignore tells it; Retry tries again until the workload moves on; Hold"
                + " does too, and nothing rises before it is done. Default Retry.")
        @Nullable String onFailure) {

  /** An annotation of the workload. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Annotation(
      @JsonPropertyDescription("Key of the annotation.") @Nullable String key,
      @JsonPropertyDescription("Its value. Omitted: the annotation is removed.")
          @Nullable String value) {}

  /** Bounds of the workload's replicas. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Scale(
      @JsonPropertyDescription("Fewest replicas. Default 1.") @Nullable Long atLeast,
      @JsonPropertyDescription("Most replicas.") @Nullable Long atMost) {}

  /** Where a move is posted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Webhook(
      @JsonPropertyDescription(
              "URL; it begins with one of spec.webhooks of HomeostatControl cluster.")
          @Nullable String url,
      @JsonPropertyDescription("Bearer token that is sent with it. Omitted: none.")
          @Nullable WebhookCredential credential) {}

  /** What people are told. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Event(@JsonPropertyDescription("Text.") @Nullable String message) {}
}
