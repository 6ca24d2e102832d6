package dev.homeostat.crds.schema;

/** What the Java types of an SLOChain cannot say. */
final class SLOChainSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root,
        "SLOChain composes the objectives of services into one end-to-end objective and measures"
            + " its burn rate.");
    Schema spec = root.field("spec");
    spec.field("source").resourceName();
    spec.field("objective").ratio();
    spec.field("period").comparedDuration().defaultsTo("30d");
    spec.field("latency").comparedDuration();
    spec.field("requiredGuarantee").guarantee();
    spec.field("minEvents").whole(1).defaultsTo(20);
    service(spec.field("services").byName(1, 64).items());
    stage(spec.field("stages").atomic(0, 32).items());
    spec.field("root").text(40);
    alert(spec.field("alerts").atomic(0, 8).items());
    spec.field("rules").field("labels").labels(16, 63);
    spec.require("source", "objective", "services", "root");
    names(spec);
    times(spec);
    Schema status = root.field("status");
    status.field("burnRate").text(16);
    status.field("budgetLeft").text(16);
    status.field("weakest").text(40);
  }

  private static void service(Schema service) {
    service.describe("A service with its indicator and objective.");
    service.field("name").entryName();
    service.field("objective").ratio();
    service.field("errors").text(1024);
    service.field("total").text(1024);
    service.field("latencyBudget").comparedDuration();
    service.field("guarantee").guarantee();
    service.require("name", "objective", "errors", "total");
  }

  private static void stage(Schema stage) {
    stage.describe("A composition of services and of stages above it.");
    stage.field("name").entryName();
    stage.field("compose").oneOf("Serial", "Redundant", "FanOut");
    stage
        .field("members")
        .set(1, 16)
        .items()
        .describe("Service, or stage declared above this one.")
        .text(40);
    stage.field("waitedFor").text(40);
    stage
        .require("name", "compose", "members")
        .rule(
            ".waitedFor",
            "!has(self.waitedFor) || (self.compose == 'Redundant'"
                + " && self.waitedFor in self.members)",
            "waitedFor is for Redundant, and names one of its members")
        .rule(
            ".members",
            "self.compose == 'Serial' || self.members.size() >= 2",
            "Redundant and FanOut need at least two members");
  }

  private static void alert(Schema alert) {
    alert.describe("A multi-window burn-rate alert.");
    alert.field("severity").oneOf("page", "ticket");
    alert.field("long").comparedDuration();
    alert.field("short").comparedDuration();
    alert.field("budgetShare").ratio();
    alert
        .require("severity", "long", "short", "budgetShare")
        .rule(".short", "self.short < self.long", "expected short to be shorter than long");
  }

  private static void names(Schema spec) {
    spec.rule(
            ".root",
            "self.services.exists(s, s.name == self.root)"
                + " || (has(self.stages) && self.stages.exists(t, t.name == self.root))",
            "root is neither a service nor a stage; name one of spec.services or spec.stages")
        .rule(
            ".stages",
            "!has(self.stages) || self.stages.all(i, t, !self.stages.exists(j, u, j < i"
                + " && u.name == t.name) && !self.services.exists(s, s.name == t.name))",
            "two stages, or a stage and a service, have the same name")
        .rule(
            ".stages",
            "!has(self.stages) || self.stages.all(i, t, t.members.all(m,"
                + " self.services.exists(s, s.name == m)"
                + " || self.stages.exists(j, u, j < i && u.name == m)))",
            "a stage names a member that is neither a service nor a stage declared above; so cycles"
                + " cannot be written");
  }

  private static void times(Schema spec) {
    spec.rule(
            ".services",
            "!has(self.latency) || self.services.all(s, !has(s.latencyBudget)"
                + " || s.latencyBudget <= self.latency)",
            "a service has a latencyBudget larger than the chain's latency")
        .rule(
            ".alerts",
            "!has(self.alerts) || self.alerts.all(a, a.long <= self.period)",
            "the long window of an alert is longer than the period");
  }

  private SLOChainSchema() {}
}
