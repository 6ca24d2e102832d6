package dev.homeostat.crds.schema;

/** What the Java types of a SignalSource cannot say. */
final class SignalSourceSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root,
        "SignalSource is a Prometheus-compatible endpoint that an administrator declares once,"
            + " with who may ask it what.");
    Schema spec = root.field("spec");
    spec.field("url").text(2048, "^https?://");
    spec.field("timeout").duration().defaultsTo("5s");
    spec.field("staleAfter").duration().defaultsTo("1m");
    spec.field("settle").duration();
    spec.field("maxSeries").whole(1).defaultsTo(10_000);
    spec.field("maxBytes").whole(1).defaultsTo(10_485_760);
    spec.field("allowPromql").defaultsTo(false);
    Schema credential = spec.field("credential");
    credential.field("secretName").text(253);
    credential.field("key").text(253).defaultsTo("token");
    credential.require("secretName");
    access(spec);
    Schema query = spec.field("signals").byName(0, 64).items();
    query.describe("A query that an administrator writes once.");
    query.field("name").entryName();
    query.field("promql").text(2048);
    query.field("by").set(0, 16).items().describe("Label.").text(128);
    query.require("name", "promql");
    spec.require("url");
  }

  private static void access(Schema spec) {
    Schema namespaces = spec.field("namespaces");
    namespaces.field("names").set(0, 256).items().describe("Namespace.").text(63);
    namespaces.field("matchLabels").labels(16, 63);
    namespaces.rule(
        "has(self.names) || has(self.matchLabels)",
        "expected names, matchLabels or both; omit namespaces to let all use the source");
    Schema tenant = spec.field("tenant");
    tenant.field("label").text(128, "^[a-zA-Z_][a-zA-Z0-9_]*$");
    tenant.field("header").text(128, "^[A-Za-z0-9-]+$");
    tenant.rule(
        "has(self.label) || has(self.header)",
        "expected label, header or both; omit tenant where there is none");
  }

  private SignalSourceSchema() {}
}
