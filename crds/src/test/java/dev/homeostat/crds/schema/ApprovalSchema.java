package dev.homeostat.crds.schema;

/** What the Java types of an Approval cannot say. */
final class ApprovalSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root, "Approval says yes to one decision that a workload waits for, until a time.");
    Schema spec = root.field("spec");
    spec.field("operatingMode").resourceName();
    spec.field("decision").whole(1);
    spec.field("until").instant();
    spec.field("by").text(256);
    spec.require("operatingMode", "decision", "until");
    spec.rule("self == oldSelf", "an Approval cannot be changed: make another one");
  }

  private ApprovalSchema() {}
}
