package dev.homeostat.crds.schema;

/** What the Java types of a ModeOverride cannot say. */
final class ModeOverrideSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root,
        "ModeOverride sends one workload to a mode until a time, by legal moves, for a reason.");
    Schema spec = root.field("spec");
    spec.field("operatingMode").resourceName();
    spec.field("mode").oneOf("Target", "Degraded", "Floor");
    spec.field("until").instant();
    spec.field("reason").text(256);
    spec.field("by").text(256);
    spec.field("skipGates").defaultsTo(false);
    spec.field("toRevision").whole(1);
    spec.require("operatingMode", "until", "reason");
    spec.rule(
        "has(self.mode) != has(self.toRevision)", "expected exactly one of mode and toRevision");
    spec.rule(
        "self.operatingMode == oldSelf.operatingMode",
        "operatingMode cannot be changed: make another ModeOverride");
  }

  private ModeOverrideSchema() {}
}
