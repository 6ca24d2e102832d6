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
    Schema recoveries = spec.field("recoveries");
    recoveries.field("perNamespace").whole(1).atMost(1_000);
    recoveries.field("spread").duration();
    spec.field("webhooks")
        .set(0, 32)
        .items()
        .describe("Beginning of a URL, with a scheme, a host and a path.")
        .text(512, "^https?://[a-zA-Z0-9.-]+(:[0-9]{1,5})?/[^\\s@]*$");
  }

  private HomeostatControlSchema() {}
}
