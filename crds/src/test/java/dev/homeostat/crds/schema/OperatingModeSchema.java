package dev.homeostat.crds.schema;

/** What the Java types of an OperatingMode cannot say. */
final class OperatingModeSchema {

  static void apply(Schema root) {
    CommonSchema.resource(
        root,
        "OperatingMode keeps one workload inside its objective by moving it between the modes"
            + " Target, Degraded, Floor and Recovery.");
    Schema spec = root.field("spec");
    CommonSchema.enforcement(spec);
    spec.field("serviceAccountName").text(253).defaultsTo("default");
    spec.field("deletionPolicy").oneOf("Restore", "Leave").defaultsTo("Restore");
    Schema signal = spec.field("signals").byName(1, 16).items();
    signal.describe(
        "One named number over time; exactly one of sloChain, promql, shared and alert.");
    CommonSchema.signal(signal);
    KnobSchema.knob(spec.field("knobs").byName(1, 32).items());
    modes(spec.field("modes"));
    spec.field("paused").defaultsTo(false);
    Schema schedule = spec.field("schedules").byName(0, 8).items();
    schedule.describe("A time at which a protective mode is held.");
    CommonSchema.window(schedule);
    schedule.field("mode").oneOf("Degraded", "Floor");
    schedule.require("mode");
    Schema dependency = spec.field("dependsOn").byKey("operatingMode", 0, 8).items();
    dependency.describe("Another workload that this one needs.");
    dependency.field("operatingMode").resourceName();
    dependency.field("namespace").resourceName();
    dependency.require("operatingMode");
    ChangeSchema.rollbackWhen(spec.field("rollbackWhen"));
    ChangeSchema.canary(spec.field("canary"));
    ChangeSchema.constraint(spec.field("constraints").byName(0, 8).items());
    Schema target = spec.field("targetRef");
    target.field("kind").oneOf("Deployment", "StatefulSet", "DaemonSet");
    target.field("name").text(253);
    target.require("kind", "name");
    spec.field("exportTo").set(0, 16).items().describe("Namespace.").resourceName();
    ActionSchema.targeted(spec);
    spec.require("signals", "knobs", "modes");
    references(spec);
    status(root.field("status"));
  }

  private static void modes(Schema modes) {
    modes.field("target").field("guarantee").guarantee();
    for (String mode : new String[] {"target", "degraded", "floor", "recovery"}) {
      ActionSchema.actions(modes.field(mode).field("onEntry"));
      ActionSchema.actions(modes.field(mode).field("onExit"));
    }
    Schema degraded = modes.field("degraded");
    protective(degraded);
    clauses(degraded.field("enter").atomic(1, 8));
    degraded
        .require("enter")
        .rule(
            ".emergency",
            "!has(self.emergency) || self.emergency.size() == 0",
            "only Floor is entered in an emergency");
    Schema floor = modes.field("floor");
    protective(floor);
    clauses(floor.field("enter").atomic(0, 8));
    Schema recovery = modes.field("recovery");
    Schema steps = recovery.field("steps").atomic(0, 10).defaultsTo(new int[] {1, 10, 50, 100});
    steps.items().whole(1).atMost(100);
    steps.rule(
        "self.size() == 0 || (self.all(i, s, i == 0 || self[i - 1] < s)"
            + " && self[self.size() - 1] == 100)",
        "expected percentages that rise and end at 100");
    recovery.field("hold").duration().defaultsTo("5m");
    recovery.field("cooldown").duration();
    gate(recovery.field("gates").byName(0, 8).items());
    recovery
        .field("approval")
        .set(0, 2)
        .items()
        .describe("The mode that is entered.")
        .oneOf("Recovery", "Target");
    recovery.field("maxTimeInMode").duration();
    Schema backOff = recovery.field("backOff");
    backOff.field("window").duration().defaultsTo("30m");
    backOff.field("cap").duration().defaultsTo("1h");
    backOff.field("decay").duration().defaultsTo("1h");
    modes.require("degraded");
  }

  private static void gate(Schema gate) {
    gate.describe(
        "What must be so before a step ends; one of signal, operatingMode, job and webhook.");
    gate.field("name").entryName();
    gate.field("signal").text(40);
    gate.field("operatingMode").resourceName();
    gate.field("modes")
        .set(0, 4)
        .items()
        .describe("Mode.")
        .oneOf("Target", "Degraded", "Floor", "Recovery");
    Schema job = gate.field("job");
    job.field("cronJob").text(52);
    job.field("timeout").duration().defaultsTo("10m");
    job.require("cronJob");
    Schema webhook = gate.field("webhook");
    ActionSchema.webhook(webhook);
    webhook.field("timeout").duration().defaultsTo("5s");
    gate.require("name")
        .rule(
            "[has(self.signal), has(self.operatingMode), has(self.job), has(self.webhook)]"
                + ".filter(g, g).size() == 1",
            "expected exactly one of signal, operatingMode, job and webhook")
        .rule(
            "has(self.signal) ? has(self.above) != has(self.below)"
                + " : !has(self.above) && !has(self.below)",
            "expected exactly one of above and below with signal, and none without");
  }

  private static void protective(Schema mode) {
    mode.field("guarantee").guarantee();
    mode.field("minDwell").duration().defaultsTo("10m");
    mode.field("cooldown").duration();
    mode.field("maxTimeInMode").duration();
    clauses(mode.field("emergency").atomic(0, 8));
  }

  private static void clauses(Schema clauses) {
    Schema clause = clauses.items();
    clause.describe("Conditions that must all hold together.");
    Schema condition = clause.field("allOf").atomic(1, 8).items();
    condition.describe("One threshold on one signal, with the threshold that ends it.");
    condition(condition);
    clause
        .require("allOf")
        .rule(
            ".allOf",
            "self.allOf.exists(c, has(c.exitBelow) || has(c.exitAbove) || has(c.exitTolerance)"
                + " || has(c.exitBeyond))",
            "no condition says when the clause is over; give at least one an exitBelow, exitAbove,"
                + " exitTolerance or exitBeyond, else the mode is never left");
  }

  private static void condition(Schema condition) {
    condition.field("signal").text(40);
    condition.field("for").duration().defaultsTo("1m");
    condition.field("exitFor").duration().defaultsTo("5m");
    condition.field("inside").text(40);
    condition.field("outside").text(40);
    condition.field("exhaustedWithin").comparedDuration();
    condition.field("exitBeyond").comparedDuration();
    condition
        .rule(
            "has(self.signal) != (has(self.inside) && has(self.outside))",
            "expected either signal, or inside and outside")
        .rule(
            "[has(self.above), has(self.below), has(self.exhaustedWithin)].filter(g, g).size()"
                + " == (has(self.signal) ? 1 : 0)",
            "expected exactly one of above, below and exhaustedWithin with signal, and none"
                + " without")
        .rule(
            ".exitBeyond",
            "!has(self.exitBeyond)"
                + " || (has(self.exhaustedWithin) && self.exitBeyond > self.exhaustedWithin)",
            "exitBeyond goes with exhaustedWithin and is longer than it, else the mode flaps")
        .rule(
            ".exhaustedWithin",
            "!has(self.exhaustedWithin) || (!has(self.exitBelow) && !has(self.exitAbove))",
            "exhaustedWithin goes with exitBeyond")
        .rule(
            ".tolerance",
            "has(self.tolerance) == has(self.inside)",
            "inside and outside need a tolerance, and it goes with nothing else")
        .rule(
            ".exitTolerance",
            "!has(self.exitTolerance)"
                + " || (has(self.tolerance) && self.exitTolerance < self.tolerance)",
            "expected exitTolerance to be less than tolerance, else the mode flaps")
        .rule(
            ".exitAbove",
            "!has(self.above) || has(self.below) || !has(self.exitAbove)",
            "above goes with exitBelow")
        .rule(
            ".exitBelow",
            "!has(self.below) || has(self.above) || !has(self.exitBelow)",
            "below goes with exitAbove")
        .rule(
            ".exitBelow",
            "!has(self.above) || !has(self.exitBelow) || self.exitBelow < self.above",
            "expected exitBelow to be less than above, else the mode flaps")
        .rule(
            ".exitAbove",
            "!has(self.below) || !has(self.exitAbove) || self.exitAbove > self.below",
            "expected exitAbove to be more than below, else the mode flaps");
  }

  private static void references(Schema spec) {
    String known =
        ".all(e, e.allOf.all(c, (has(c.signal) ? [c.signal] : [c.?inside.orValue(''),"
            + " c.?outside.orValue('')]).all(n, n in names)))";
    String names = "[self.signals.map(s, s.name)].all(names, ";
    String unknown = "a condition names a signal that spec.signals does not have";
    spec.rule(".modes.degraded.enter", names + "self.modes.degraded.enter" + known + ")", unknown)
        .rule(
            ".modes.floor.enter",
            "!has(self.modes.floor) || !has(self.modes.floor.enter) || "
                + names
                + "self.modes.floor.enter"
                + known
                + ")",
            unknown)
        .rule(
            ".modes.floor.emergency",
            "!has(self.modes.floor) || !has(self.modes.floor.emergency) || "
                + names
                + "self.modes.floor.emergency"
                + known
                + ")",
            unknown)
        .rule(
            ".modes.recovery.gates",
            "!has(self.modes.recovery) || !has(self.modes.recovery.gates) || "
                + names
                + "self.modes.recovery.gates.all(g, !has(g.signal) || g.signal in names))",
            "a gate names a signal that spec.signals does not have")
        .rule(
            ".rollbackWhen.anyOf",
            "!has(self.rollbackWhen) || "
                + names
                + "self.rollbackWhen.anyOf.all(c, c.signal in names))",
            "a comparison names a signal that spec.signals does not have")
        .rule(
            ".canary.compare",
            "!has(self.canary) || "
                + names
                + "self.canary.compare.all(c, c.canary in names && c.rest in names))",
            "a comparison names a signal that spec.signals does not have")
        .rule(
            ".schedules",
            "!has(self.schedules) || has(self.modes.floor)"
                + " || self.schedules.all(s, s.mode != 'Floor')",
            "a schedule asks for Floor, which spec.modes does not declare")
        .rule(
            ".knobs",
            "!has(self.modes.floor) || self.knobs.all(k, has(k.values.floor))",
            "modes.floor is declared, so every knob needs values.floor")
        .rule(
            ".knobs",
            "[self.knobs.map(k, k.__in__).filter(i, has(i.configMapKey)"
                + " && has(i.configMapKey.name)).map(i, i.configMapKey)]"
                + ".all(keys, keys.all(k, keys.exists_one(o,"
                + " o.name == k.name && o.key == k.key)))",
            "two knobs live in the same key of the same ConfigMap");
  }

  private static void status(Schema status) {
    status
        .field("mode")
        .oneOf("Target", "Degraded", "Floor", "Recovery")
        .rule(
            "self == oldSelf || self in {'Target': ['Degraded', 'Floor'],"
                + " 'Degraded': ['Floor', 'Recovery'], 'Floor': ['Recovery'],"
                + " 'Recovery': ['Target', 'Degraded', 'Floor']}[oldSelf]",
            "illegal move: Target leads to Degraded or Floor, Degraded to Floor or Recovery, Floor"
                + " to Recovery, Recovery to Target, Degraded or Floor");
    status.field("modeSince").instant();
    status.field("dwelledMillis").whole(0);
    status.field("step").whole(0);
    status.field("decision").whole(0);
    status.field("waitsFor").text(1024);
    ChangeSchema.status(status.field("settings"));
    status.field("wouldBe").text(1024);
    Schema move = status.field("journal").atomic(0, 20).items();
    move.describe("One move.");
    move.field("at").instant();
    move.field("decision").whole(0);
    move.field("from").text(16);
    move.field("to").text(16);
    move.field("why").text(256);
    Schema waits = status.field("waits");
    waits.field("repeats").whole(0);
    waits.field("leftDegradedMillis").whole(0);
    waits.field("leftFloorMillis").whole(0);
    waits.field("reachedTargetMillis").whole(0);
    waits.field("settlingMillis").whole(0);
    status.field("guarantee").guarantee();
    ActionSchema.status(status.field("actions"));
    Schema knob = status.field("knobs").atomic(0, 256).items();
    knob.describe("One knob, or one field that is still held and that the spec no longer names.");
    knob.field("name").text(300);
    knob.field("value").text(1024);
    Schema held = knob.field("held");
    for (String name : new String[] {"group", "version", "resource", "name", "manager"}) {
      held.field(name).text(253);
    }
    held.field("path").text(1024);
    held.field("uid").text(64);
    // As long as what a person may have put there; a refused status would lose what to give back.
    held.field("before").text(1_048_576);
    Schema loop = status.field("loops").atomic(0, 256).items();
    loop.describe("What is remembered of one ControlLoop.");
    loop.field("name").text(63);
    loop.field("stage").text(16);
    loop.field("holds").whole(0);
    Schema experiment = loop.field("experiment");
    experiment.field("run").whole(0);
    experiment.field("phase").text(16);
    experiment.field("reason").text(64);
  }

  private OperatingModeSchema() {}
}
