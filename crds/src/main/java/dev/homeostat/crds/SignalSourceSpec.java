package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a SignalSource declares: a Prometheus-compatible endpoint, and who may ask it what. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SignalSourceSpec(
    @JsonPropertyDescription("Base URL of the Prometheus API, such as http://prometheus:9090.")
        @Nullable String url,
    @JsonPropertyDescription("Secret with the credential.") @Nullable Credential credential,
    @JsonPropertyDescription("Which namespaces may use it. Omitted: all.")
        @Nullable Namespaces namespaces,
    @JsonPropertyDescription("Tenancy that every query carries.") @Nullable Tenant tenant,
    @JsonPropertyDescription("Longest wait for an answer, such as 5s. Default 5s.")
        @Nullable String timeout,
    @JsonPropertyDescription("Age at which a sample is no longer used, such as 1m. Default 1m.")
        @Nullable String staleAfter,
    @JsonPropertyDescription(
            "After an outage of it nothing rises for so long, such as 2m. Default twice"
                + " staleAfter.")
        @Nullable String settle,
    @JsonPropertyDescription("Most series in an answer. Default 10000.") @Nullable Long maxSeries,
    @JsonPropertyDescription("Most bytes in an answer. Default 10485760.") @Nullable Long maxBytes,
    @JsonPropertyDescription("Whether resources may bring PromQL of their own. Default false.")
        @Nullable Boolean allowPromql,
    @JsonPropertyDescription("Queries shared by many resources, each asked once.")
        List<Query> signals) {

  public SignalSourceSpec {
    signals = Lists.orEmpty(signals);
  }

  /** Where the credential is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Credential(
      @JsonPropertyDescription("Name of the Secret in the operator's namespace.")
          @Nullable String secretName,
      @JsonPropertyDescription("Key in it that holds a bearer token. Default token.")
          @Nullable String key) {}

  /** Namespaces by name or by label; either is enough. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Namespaces(
      @JsonPropertyDescription("Names.") List<String> names,
      @JsonPropertyDescription("Labels that a namespace must carry.")
          Map<String, String> matchLabels) {

    public Namespaces {
      names = Lists.orEmpty(names);
      matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    }
  }

  /** Tenancy that is enforced, not trusted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Tenant(
      @JsonPropertyDescription("Label that holds the namespace.") @Nullable String label,
      @JsonPropertyDescription("HTTP header that holds the tenant.") @Nullable String header) {}

  /** A query that an administrator writes once. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Query(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription("PromQL.") @Nullable String promql,
      @JsonPropertyDescription("Labels that tell its series apart.") List<String> by) {

    public Query {
      by = Lists.orEmpty(by);
    }
  }
}
