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
    value.field("name").text(40);
    value.field("value").text(64);
  }

  private ChangeSchema() {}
}
