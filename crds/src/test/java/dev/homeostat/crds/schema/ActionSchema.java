package dev.homeostat.crds.schema;

/** What the Java types of the actions of a mode cannot say. */
final class ActionSchema {

  static void actions(Schema actions) {
    Schema action = actions.byName(0, 4).items();
    action.describe("Something done once; one of annotate, scale, webhook and event.");
    action.field("name").entryName();
    Schema annotate = action.field("annotate");
    annotate
        .field("key")
        .text(316, "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$");
    annotate.field("value").text(1024);
    annotate
        .require("key")
        .rule(
            "!self.key.contains('kubernetes.io/') && !self.key.contains('homeostat.dev/')",
            "annotations of Kubernetes and of Homeostat are not for actions; take a prefix of your"
                + " own");
    Schema scale = action.field("scale");
    scale.field("atLeast").whole(1).atMost(100_000).defaultsTo(1);
    scale.field("atMost").whole(1).atMost(100_000);
    scale
        .require("atMost")
        .rule("self.atLeast <= self.atMost", "expected atLeast to be no more than atMost");
    webhook(action.field("webhook"));
    Schema event = action.field("event");
    event.field("message").text(512);
    event.require("message");
    action.field("timeout").duration().defaultsTo("10s");
    action.field("onFailure").oneOf("Ignore", "Retry", "Hold").defaultsTo("Retry");
    action
        .require("name")
        .rule(
            "[has(self.annotate), has(self.scale), has(self.webhook), has(self.event)]"
                + ".filter(g, g).size() == 1",
            "expected exactly one of annotate, scale, webhook and event");
  }

  static void webhook(Schema webhook) {
    webhook.field("url").text(1024, "^https?://[^\\s@]+$");
    Schema credential = webhook.field("credential");
    credential.field("secretName").text(253);
    credential.field("key").text(253).defaultsTo("token");
    credential.require("secretName");
    webhook.require("url");
  }

  /** Actions on a workload need to know which. */
  static void targeted(Schema spec) {
    for (String mode : new String[] {"target", "degraded", "floor", "recovery"}) {
      for (String phase : new String[] {"onEntry", "onExit"}) {
        String list = "self.modes." + mode + "." + phase;
        spec.rule(
            ".targetRef",
            "has(self.targetRef) || !has(self.modes.%s) || !has(%s)".formatted(mode, list)
                + " || %s.all(a, !has(a.annotate) && !has(a.scale))".formatted(list),
            "annotate and scale are done to spec.targetRef, which is missing");
      }
    }
  }

  static void status(Schema actions) {
    Schema action = actions.atomic(0, 32).items();
    action.describe("An action that is not done yet.");
    action.field("name").text(40);
    action.field("mode").text(16);
    action.field("phase").text(16);
    action.field("decision").whole(0);
    action.field("attempts").whole(0);
  }

  private ActionSchema() {}
}
