package dev.homeostat.crds.schema;

/** What the Java types of a HomeostatControl cannot say. */
final class HomeostatControlSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root, "HomeostatControl holds for all resources of the cluster: pause and freeze windows.");
    root.rule("self.metadata.name == 'cluster'", "only the one named cluster counts; name it so");
    Schema spec = root.field("spec");
    spec.field("paused").defaultsTo(false);
    Schema window = spec.field("freezeWindows").byName(0, 8).items();
    window.describe("A time at which nothing moves upwards.");
    CommonSchema.window(window);
  }

  private HomeostatControlSchema() {}
}
