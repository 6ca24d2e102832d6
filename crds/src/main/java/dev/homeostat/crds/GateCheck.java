package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a gate has done outside before it opens. */
public final class GateCheck {

  /** A Job that must succeed. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Job(
      @JsonPropertyDescription(
              "CronJob in this namespace, which may be suspended; a Job is made from its template"
                  + " once a step, with the rights of spec.serviceAccountName.")
          @Nullable String cronJob,
      @JsonPropertyDescription("Longest run of the Job, such as 10m. Default 10m.")
          @Nullable String timeout) {}

  /** A URL that must answer 2xx. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Webhook(
      @JsonPropertyDescription(
              "URL; it begins with one of spec.webhooks of HomeostatControl cluster.")
          @Nullable String url,
      @JsonPropertyDescription("Bearer token that is sent with it. Omitted: none.")
          @Nullable WebhookCredential credential,
      @JsonPropertyDescription("Longest wait for the answer, such as 5s. Default 5s.")
          @Nullable String timeout) {}

  private GateCheck() {}
}
