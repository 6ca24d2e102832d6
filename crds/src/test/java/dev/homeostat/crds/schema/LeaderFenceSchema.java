package dev.homeostat.crds.schema;

/** What the Java types of a LeaderFence cannot say. */
final class LeaderFenceSchema {

  static void apply(Schema root) {
    root.describe("LeaderFence names the operator whose writes are let through.")
        .without("status")
        .require("spec")
        .rule("self.metadata.name.size() <= 63", "metadata.name: at most 63 characters");
    Schema spec = root.field("spec").describe("Who may write; written by Homeostat alone.");
    spec.field("holder").text(253);
    spec.field("transitions").whole(0).atMost(Integer.MAX_VALUE);
    spec.require("holder", "transitions")
        .rule(
            "self == oldSelf || self.transitions > oldSelf.transitions",
            "a leader of the past: expected more transitions than are recorded; it must not lead");
  }

  private LeaderFenceSchema() {}
}
