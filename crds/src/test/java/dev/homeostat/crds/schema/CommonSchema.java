package dev.homeostat.crds.schema;

/** The parts of a schema that several kinds share. */
final class CommonSchema {

  /** Name, required fields and conditions, which every kind has. */
  static void resource(Schema root, String description) {
    root.describe(description)
        .require("spec")
        .rule("self.metadata.name.size() <= 63", "metadata.name: at most 63 characters");
    root.field("spec").describe("What is wanted.");
    Schema status = root.field("status").describe("What is; written by Homeostat alone.");
    status.field("observedGeneration").whole(0);
    conditions(status.field("conditions"));
  }

  private static void conditions(Schema conditions) {
    Schema condition = conditions.byKey("type", 0, 16).items();
    condition.describe("One aspect of the state.");
    condition
        .field("type")
        .describe("The aspect, such as Ready.")
        .text(
            316,
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$");
    condition.field("status").describe("True, False or Unknown.").oneOf("True", "False", "Unknown");
    condition
        .field("observedGeneration")
        .describe("Generation of the spec that this answers.")
        .whole(0);
    condition
        .field("reason")
        .describe("One word for programs.")
        .text(1024, "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
    condition
        .field("message")
        .describe("The same for people; may be empty.")
        .text(32768)
        .emptyAllowed();
    condition.field("lastTransitionTime").describe("When the status last changed.").instant();
    condition.require("type", "status", "reason", "message", "lastTransitionTime");
  }

  static void enforcement(Schema spec) {
    spec.field("enforcement").oneOf("Observe", "Enforce").defaultsTo("Observe");
    spec.field("interval").duration().defaultsTo("10s");
  }

  /** A time that comes again and again. */
  static void window(Schema window) {
    window.field("name").entryName();
    window.field("cron").text(128);
    window.field("timeZone").text(64).defaultsTo("UTC");
    window.field("duration").duration();
    window.require("name", "cron", "duration");
  }

  /** A signal of an OperatingMode or a ControlLoop. */
  static void signal(Schema signal) {
    signal.field("name").entryName();
    Schema chain = signal.field("sloChain");
    chain.field("name").resourceName();
    chain.field("window").duration().defaultsTo("1h");
    chain.field("member").text(40);
    chain.field("measure").oneOf("BurnRate", "TimeToExhaustion").defaultsTo("BurnRate");
    chain.require("name");
    Schema promql = signal.field("promql");
    promql.field("source").resourceName();
    promql.field("query").text(2048);
    promql.require("source", "query");
    Schema shared = signal.field("shared");
    shared.field("source").resourceName();
    shared.field("signal").entryName();
    shared.field("labels").labels(16, 256);
    shared.require("source", "signal");
    Schema alert = signal.field("alert");
    alert.field("name").text(256);
    alert.field("labels").labels(16, 256);
    alert.field("staleAfter").duration().defaultsTo("5m");
    alert.require("name");
    signal.field("missing").oneOf("Hold", "Degrade", "Freeze").defaultsTo("Hold");
    signal
        .require("name")
        .rule(
            "[has(self.sloChain), has(self.promql), has(self.shared), has(self.alert)]"
                + ".filter(g, g).size() == 1",
            "expected exactly one of sloChain, promql, shared and alert");
  }

  private CommonSchema() {}
}
