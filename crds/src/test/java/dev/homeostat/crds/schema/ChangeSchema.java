package dev.homeostat.crds.schema;

/** What binds the changes of an OperatingMode's settings, and what is remembered of them. */
final class ChangeSchema {

  static void rollbackWhen(Schema rollback) {
    Schema comparison = rollback.field("anyOf").atomic(1, 8).items();
    comparison.describe("A signal beside what it was before the change.");
    comparison.field("signal").text(40);
    comparison.field("times").aboveZero();
    comparison.field("for").duration().defaultsTo("1m");
    comparison
        .require("signal", "times", "beyond")
        .rule(".times", "self.times != 1.0", "expected a factor above 1, or between 0 and 1");
    rollback.field("within").duration().defaultsTo("30m");
    rollback.field("holdFor").duration().defaultsTo("1h");
    rollback.require("anyOf");
  }

  static void constraint(Schema constraint) {
    constraint.describe("A rule over knobs that no write may break.");
    constraint.field("name").entryName();
    constraint.field("rule").text(1024);
    constraint.field("message").text(256);
    constraint.field("with").set(0, 8).items().describe("Name of an OperatingMode.").text(63);
    constraint.require("name", "rule", "message");
  }

  static void canary(Schema canary) {
    canary.field("share").whole(1).atMost(99).defaultsTo(25);
    canary.field("bake").duration().defaultsTo("10m");
    Schema pair = canary.field("compare").atomic(1, 8).items();
    pair.describe("One signal of those that have the change, beside the same of the others.");
    for (String signal : new String[] {"canary", "rest", "canaryEvents", "restEvents"}) {
      pair.field(signal).text(40);
    }
    pair.field("times").aboveZero();
    pair.field("minEvents").aboveZero();
    pair.field("for").duration().defaultsTo("1m");
    pair.require("canary", "rest", "times", "beyond")
        .rule(".times", "self.times != 1.0", "expected a factor above 1, or between 0 and 1")
        .rule(
            ".minEvents",
            "has(self.minEvents) == (has(self.canaryEvents) || has(self.restEvents))",
            "minEvents goes with canaryEvents or restEvents");
    canary.require("compare");
  }

  static void status(Schema settings) {
    Schema set = settings.field("history").atomic(0, 10).items();
    set.describe("Where all knobs were sent at one time.");
    set.field("revision").whole(1);
    set.field("at").instant();
    set.field("mode").text(16);
    values(set.field("values"));
    Schema watch = settings.field("watch");
    watch.field("before").atomic(0, 8).items().describe("One signal.").text(32);
    watch.field("watchedMillis").whole(0);
    Schema trial = settings.field("trial");
    trial.field("revision").whole(1);
    trial.field("bakedMillis").whole(0);
    values(trial.field("values"));
    Schema rollback = settings.field("rollback");
    rollback.field("revision").whole(1);
    rollback.field("override").text(253);
    rollback.field("why").text(512);
    rollback.field("heldMillis").whole(0);
    values(rollback.field("values"));
  }

  private static void values(Schema values) {
    Schema value = values.atomic(0, 256).items();
    value.describe("One knob.");
    value.field("name").text(300);
    value.field("value").text(64);
  }

  private ChangeSchema() {}
}
