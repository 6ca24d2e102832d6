package dev.homeostat.crds.schema;

/** What the Java types of a ControlLoop cannot say. */
final class ControlLoopSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root, "ControlLoop keeps one signal at its setpoint by driving one knob with a PID law.");
    Schema spec = root.field("spec");
    CommonSchema.enforcement(spec);
    CommonSchema.signal(spec.field("signal"));
    Schema pid = spec.field("pid");
    pid.field("form").oneOf("ISA", "Parallel", "Series").defaultsTo("ISA");
    pid.field("action").oneOf("Direct", "Reverse").defaultsTo("Reverse");
    pid.field("proportionalGain").aboveZero();
    pid.field("integralTime").duration();
    pid.field("derivativeTime").duration();
    pid.require("proportionalGain");
    Schema drives = spec.field("drives");
    drives.field("operatingMode").resourceName();
    drives.field("knob").entryName();
    drives.require("operatingMode", "knob");
    spec.field("activeIn")
        .set(0, 4)
        .items()
        .describe("Mode.")
        .oneOf("Target", "Degraded", "Floor", "Recovery");
    spec.field("priority").whole(-1000).atMost(1000).defaultsTo(0);
    spec.require("signal", "setpoint", "pid", "drives");
    Schema status = root.field("status");
    status.field("measured").text(32);
    status.field("output").text(32);
  }

  private ControlLoopSchema() {}
}
