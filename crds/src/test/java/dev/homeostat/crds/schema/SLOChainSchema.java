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
    spec.field("period").comparedDuration();
    calendar(spec.field("calendar"));
    spec.field("budgetingMethod").oneOf("Occurrences", "Timeslices", "RatioTimeslices");
    spec.field("timeSliceWindow").comparedDuration();
    spec.field("timeSliceTarget").ratio();
    spec.field("latency").comparedDuration();
    spec.field("requiredGuarantee").guarantee();
    spec.field("minEvents").whole(1).defaultsTo(20);
    service(spec.field("services").byName(1, 64).items());
    stage(spec.field("stages").atomic(0, 32).items());
    spec.field("root").text(40);
    alert(spec.field("alerts").atomic(0, 8).items());
    spec.field("rules").field("labels").labels(16, 63);
    economics(spec.field("economics"));
    spec.require("source", "objective", "services", "root");
    names(spec);
    times(spec);
    periods(spec);
    status(root.field("status"));
  }

  private static void status(Schema status) {
    for (String figure : new String[] {"actual", "span", "budgetLeft", "exhaustedIn", "burnRate"}) {
      status.field(figure).text(16);
    }
    status.field("periodStart").instant();
    status.field("periodEnd").instant();
    status.field("weakest").text(40);
    status.field("guarantee").text(24);
    status.field("weakenedBy").atomic(0, 64).items().describe("Service.").text(40);
    Schema window = status.field("burnRates").byKey("window", 0, 32).items();
    window.describe("Burn rate over one window.");
    window.field("window").text(16);
    window.field("value").text(16);
    window.require("window");
    Schema member = status.field("members").byName(0, 64).items();
    member.describe("One service of the chain.");
    member.field("name").text(40);
    for (String figure : new String[] {"actual", "burnRate", "spentShare"}) {
      member.field(figure).text(16);
    }
    member.field("problem").text(64);
    member.field("notes").atomic(0, 4).items().describe("Note.").text(64);
    member.require("name");
    Schema declared = status.field("declared");
    for (String figure :
        new String[] {
          "availability", "requiredPerService", "guarantee", "latency", "vulnerableAbovePerSecond"
        }) {
      declared.field(figure).text(24);
    }
    declared.field("vulnerable").text(40);
    declared.field("weakenedBy").atomic(0, 64).items().describe("Service.").text(40);
    Schema economics = status.field("economics");
    economics.field("currency").text(8);
    economics.field("cheapest").text(24);
    Schema cost = economics.field("guarantees").byKey("guarantee", 0, 5).items();
    cost.describe("Costs of one guarantee a day.");
    for (String figure : new String[] {"guarantee", "wrongness", "coordination", "total"}) {
      cost.field(figure).text(32);
    }
    cost.require("guarantee");
    Schema hour = economics.field("modes").byKey("mode", 0, 4).items();
    hour.describe("Cost of an hour in one mode.");
    hour.field("mode").text(16);
    hour.field("perHour").text(32);
    hour.require("mode");
  }

  private static void economics(Schema economics) {
    economics.field("currency").text(8, "^[A-Za-z]{1,8}$");
    economics.field("wrongAnswer").price();
    economics.field("delaySecond").price();
    economics.field("requestsPerDay").whole(1);
    Schema option = economics.field("guarantees").byKey("guarantee", 1, 5).items();
    option.describe("What a guarantee would bring and take.");
    option.field("guarantee").guarantee();
    option.field("wrongProbability").text(14, "^(0|1|0\\.[0-9]{1,12})$");
    option.field("delay").duration();
    option.require("guarantee", "wrongProbability");
    Schema mode = economics.field("modes").byKey("mode", 0, 4).items();
    mode.describe("The price of a minute in a mode.");
    mode.field("mode").oneOf("Target", "Degraded", "Floor", "Recovery");
    mode.field("perMinute").price();
    mode.require("mode", "perMinute");
    economics.require("currency", "wrongAnswer", "delaySecond", "requestsPerDay", "guarantees");
  }

  private static void service(Schema service) {
    service.describe("A service with its indicator and objective.");
    service.field("name").entryName();
    service.field("objective").ratio();
    service.field("errors").text(1024);
    service.field("total").text(1024);
    service.field("latencyBudget").comparedDuration();
    service.field("guarantee").guarantee();
    service.field("operatingMode").resourceName();
    Schema load = service.field("retryLoad");
    load.field("attempts").whole(1).atMost(1_000);
    load.field("capacityPerSecond").whole(1);
    load.require("attempts", "capacityPerSecond");
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
    stage.field("sharedAvailability").ratio();
    stage.field("upgradeGate").guarantee();
    stage
        .require("name", "compose", "members")
        .rule(
            ".waitedFor",
            "!has(self.waitedFor) || (self.compose == 'Redundant'"
                + " && self.waitedFor in self.members)",
            "waitedFor is for Redundant, and names one of its members")
        .rule(
            ".sharedAvailability",
            "!has(self.sharedAvailability) || self.compose == 'Redundant'",
            "sharedAvailability is for Redundant")
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
            "!has(self.alerts) || has(self.calendar) || self.alerts.all(a, a.long <="
                + " (has(self.period) ? self.period : duration('720h')))",
            "the long window of an alert is longer than the period");
  }

  private static void calendar(Schema calendar) {
    calendar.field("unit").oneOf("Day", "Week", "Month", "Quarter", "Year");
    calendar.field("count").whole(1).atMost(90);
    calendar.field("start").text(19, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$");
    calendar.field("timeZone").text(64, "^[A-Za-z][A-Za-z0-9_+/-]*$");
    calendar.require("unit", "start", "timeZone");
  }

  private static void periods(Schema spec) {
    spec.rule(
            ".calendar",
            "!has(self.calendar) || !has(self.period)",
            "expected period or calendar, found both")
        .rule(
            ".timeSliceWindow",
            "has(self.timeSliceWindow) == (has(self.budgetingMethod)"
                + " && self.budgetingMethod != 'Occurrences')",
            "Timeslices and RatioTimeslices need a timeSliceWindow, and Occurrences has none")
        .rule(
            ".timeSliceTarget",
            "has(self.timeSliceTarget) == (has(self.budgetingMethod)"
                + " && self.budgetingMethod == 'Timeslices')",
            "Timeslices needs a timeSliceTarget, and the other methods have none")
        .rule(
            ".timeSliceWindow",
            "!has(self.timeSliceWindow) || (self.timeSliceWindow >= duration('1m')"
                + " && self.timeSliceWindow <= duration('1h'))",
            "expected slices of 1m to 1h");
  }

  private SLOChainSchema() {}
}
