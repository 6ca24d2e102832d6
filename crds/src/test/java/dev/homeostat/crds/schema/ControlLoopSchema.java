package dev.homeostat.crds.schema;

/** What the Java types of a ControlLoop cannot say. */
final class ControlLoopSchema {

  private static final String[] MODES = {"Target", "Degraded", "Floor", "Recovery"};

  static void apply(Schema root) {
    CommonSchema.resource(
        root,
        "ControlLoop keeps one signal at its setpoint by driving one knob with a control law.");
    Schema spec = root.field("spec");
    spec.field("enforcement").oneOf("Observe", "Enforce").defaultsTo("Observe");
    spec.field("interval").duration();
    CommonSchema.signal(spec.field("signal"));
    CommonSchema.signal(spec.field("inflight"));
    CommonSchema.signal(spec.field("drops"));
    Schema range = spec.field("setpointRange");
    range.require("min", "max").rule("self.min < self.max", "expected min to be less than max");
    Schema rate = spec.field("setpointRate");
    rate.field("change").aboveZero();
    rate.field("per").duration();
    rate.require("change", "per");
    Schema feedForward = spec.field("feedForward");
    CommonSchema.signal(feedForward.field("signal"));
    feedForward.require("signal", "gain");
    pid(spec.field("pid"));
    laws(spec);
    output(spec.field("output"));
    Schema drives = spec.field("drives");
    drives.field("operatingMode").resourceName();
    drives.field("knob").entryName();
    drives.require("operatingMode", "knob");
    spec.field("activeIn").set(0, 4).items().describe("Mode.").oneOf(MODES);
    spec.field("priority").whole(-1000).atMost(1000).defaultsTo(0);
    spec.field("autoscaling").oneOf("Independent", "ShedOnlyAtMax");
    tuning(spec.field("tuning"));
    supervision(spec.field("supervision"));
    capacity(spec.field("capacity"));
    spec.require("signal", "drives");
    rules(spec);
    status(root.field("status"));
  }

  private static void rules(Schema spec) {
    spec.rule(
            "[has(self.pid), has(self.aimd), has(self.gradient), has(self.vegas), has(self.onOff),"
                + " has(self.steps)].filter(l, l).size() == 1",
            "expected exactly one of pid, aimd, gradient, vegas, onOff and steps")
        .rule(
            ".setpoint",
            "!(has(self.pid) || has(self.onOff)) || has(self.setpoint)",
            "pid and onOff need a setpoint")
        .rule(
            ".setpoint",
            "!has(self.setpoint) || !has(self.setpointRange)"
                + " || (self.setpoint >= self.setpointRange.min"
                + " && self.setpoint <= self.setpointRange.max)",
            "expected setpoint within setpointRange")
        .rule(
            ".inflight",
            "has(self.aimd) || has(self.gradient) || has(self.vegas) ? has(self.inflight)"
                + " : !has(self.inflight) || has(self.capacity)",
            "aimd, gradient and vegas need inflight; other laws read it for capacity alone")
        .rule(
            ".pid.proportionalGain",
            "!has(self.pid) || has(self.pid.proportionalGain) || has(self.pid.integralGain)"
                + " || (has(self.tuning) && has(self.tuning.method)"
                + " && self.tuning.method in ['Rule', 'Relay'])",
            "pid needs its gains, or a tuning that finds them")
        .rule(".tuning", "!has(self.tuning) || has(self.pid)", "only the gains of pid are tuned");
  }

  private static void pid(Schema pid) {
    pid.field("form").oneOf("ISA", "Parallel", "Series").defaultsTo("ISA");
    pid.field("action").oneOf("Direct", "Reverse").defaultsTo("Reverse");
    gains(pid);
    pid.field("filter").aboveZero();
    pid.field("setpointWeight").share();
    pid.field("derivativeWeight").share();
    pid.field("deadband").fromZero();
    pid.field("antiWindup").oneOf("BackCalculation", "Conditional");
    pid.field("trackingTime").duration();
    Schema gains = pid.field("gains").byKey("mode", 0, 4).items();
    gains.describe("Gains in one mode.");
    gains.field("mode").oneOf(MODES);
    gains(gains);
    gains.require("mode");
    pid.rule(
        "!has(self.form) || self.form != 'Parallel'"
            + " ? !has(self.integralGain) && !has(self.derivativeGain)"
            + " : !has(self.integralTime) && !has(self.derivativeTime)",
        "ISA and Series have integralTime and derivativeTime, Parallel has integralGain and"
            + " derivativeGain");
  }

  private static void gains(Schema gains) {
    gains.field("proportionalGain").aboveZero();
    gains.field("integralTime").duration();
    gains.field("derivativeTime").duration();
    gains.field("integralGain").aboveZero();
    gains.field("derivativeGain").aboveZero();
  }

  private static void laws(Schema spec) {
    Schema aimd = spec.field("aimd");
    aimd.field("backoffRatio").fromZero().atMost(1);
    aimd.field("timeout").aboveZero();
    aimd.require("timeout");
    Schema gradient = spec.field("gradient");
    gradient.field("queueSize").fromZero();
    gradient.field("smoothing").aboveZero().atMost(1);
    gradient.field("tolerance").aboveZero();
    gradient.field("longWindow").whole(1).atMost(100_000);
    Schema vegas = spec.field("vegas");
    vegas.field("smoothing").aboveZero().atMost(1);
    vegas.field("alpha").whole(1).atMost(1000);
    vegas.field("beta").whole(1).atMost(1000);
    vegas.field("probeMultiplier").whole(1).atMost(1000);
    Schema onOff = spec.field("onOff");
    onOff.field("action").oneOf("Direct", "Reverse").defaultsTo("Reverse");
    onOff.field("halfWidth").aboveZero();
    onOff.field("offOutput").intOrString();
    onOff.field("onOutput").intOrString();
    onOff.require("halfWidth", "offOutput", "onOutput");
    Schema steps = spec.field("steps");
    steps.field("base").intOrString();
    Schema rows = steps.field("rows").atomic(1, 16);
    Schema row = rows.items();
    row.describe("One row.");
    row.field("output").intOrString();
    row.require("from", "output");
    rows.rule(
        "self.all(i, r, i == 0 || self[i - 1].from < r.from)", "expected thresholds that rise");
    steps.field("hysteresis").fromZero();
    steps.require("base", "rows");
  }

  private static void output(Schema output) {
    output.field("min").intOrString();
    output.field("max").intOrString();
    output.field("quantum").intOrString();
    for (String name : new String[] {"rise", "fall"}) {
      Schema rate = output.field(name);
      rate.field("change").intOrString();
      rate.field("per").duration();
      rate.require("change", "per");
    }
  }

  private static void tuning(Schema tuning) {
    tuning.field("method").oneOf("Manual", "Rule", "Relay").defaultsTo("Manual");
    tuning.field("rule").oneOf("SIMC", "AMIGO", "ZieglerNichols", "CohenCoon", "TyreusLuyben");
    tuning.field("actions").oneOf("PI", "PID").defaultsTo("PI");
    tuning.field("closedLoopTime").duration();
    Schema model = tuning.field("model");
    model.field("lag").duration();
    model.field("deadTime").duration();
    model
        .require("gain", "lag", "deadTime")
        .rule(".gain", "self.gain != 0.0", "a process with a gain of 0 cannot be controlled");
    Schema relay = tuning.field("relay");
    relay.field("amplitude").intOrString();
    relay.field("hysteresis").fromZero();
    relay.field("maxDuration").duration().defaultsTo("10m");
    relay.field("maxDeviation").aboveZero();
    Schema budget = relay.field("budget");
    CommonSchema.signal(budget.field("burnRate"));
    budget.field("period").duration().defaultsTo("30d");
    budget.field("maxSpentRatio").aboveZero().atMost(1);
    budget.require("burnRate", "maxSpentRatio");
    relay.field("run").whole(1).atMost(1_000_000).defaultsTo(1);
    relay
        .require("amplitude", "maxDeviation", "budget")
        .rule(
            ".hysteresis",
            "!has(self.hysteresis) || self.hysteresis < self.maxDeviation",
            "expected hysteresis to be less than maxDeviation");
    tuning.field("apply").defaultsTo(false);
    tuning
        .rule(".model", "self.method != 'Rule' || has(self.model)", "a rule needs a model")
        .rule(
            ".relay",
            "self.method != 'Relay' || has(self.relay)",
            "an experiment needs relay, with what it may cost");
  }

  private static void supervision(Schema supervision) {
    supervision.field("disabled").defaultsTo(false);
    supervision.field("amplitude").aboveZero();
    supervision.field("ultimatePeriod").duration();
    supervision.field("disturbances").whole(2).atMost(100).defaultsTo(10);
    supervision.field("detuneFactor").aboveZero();
    supervision.rule(
        ".detuneFactor",
        "!has(self.detuneFactor) || self.detuneFactor > 1.0",
        "expected a factor above 1");
    supervision.field("calm").duration().defaultsTo("10m");
    supervision.field("window").duration().defaultsTo("10m");
    Schema harris = supervision.field("harris");
    harris.field("deadTime").duration();
    harris.field("samples").whole(100).atMost(2000).defaultsTo(240);
    harris.field("order").whole(1).atMost(30).defaultsTo(10);
    harris.field("poorBelow").share().defaultsTo(0.03);
  }

  private static void capacity(Schema capacity) {
    capacity.field("peakLoad").aboveZero();
    capacity.field("contention").share();
    capacity.field("coherency").aboveZero();
    capacity.field("hysteresis").fromZero().atMost(0.5).defaultsTo(0.05);
    capacity.field("clearAfter").duration().defaultsTo("1m");
    capacity.rule(
        "has(self.peakLoad) ? !has(self.contention) && !has(self.coherency)"
            + " : has(self.contention) && has(self.coherency)",
        "expected peakLoad, or else contention and coherency");
  }

  private static void status(Schema status) {
    for (String name :
        new String[] {
          "phase",
          "setpoint",
          "measured",
          "error",
          "output",
          "applied",
          "harrisIndex",
          "capacityPercent"
        }) {
      status.field(name).text(32);
    }
    status.field("reason").text(1024);
    Schema terms = status.field("terms");
    for (String name : new String[] {"proportional", "integral", "derivative"}) {
      terms.field(name).text(32);
    }
    statusGains(status.field("gains"));
    margins(status.field("margins"));
    Schema tuning = status.field("tuning");
    tuning.field("run").whole(0);
    tuning.field("phase").text(32);
    tuning.field("reason").text(1024);
    tuning.field("spentRatio").text(32);
    tuning.field("ultimateGain").text(32);
    tuning.field("ultimatePeriodSeconds").text(32);
    statusGains(tuning.field("proposed"));
    margins(tuning.field("margins"));
  }

  private static void statusGains(Schema gains) {
    for (String name :
        new String[] {"proportional", "integralPerSecond", "derivativeSeconds", "from"}) {
      gains.field(name).text(32);
    }
  }

  private static void margins(Schema margins) {
    for (String name : new String[] {"gain", "phaseDegrees", "maximumSensitivity"}) {
      margins.field(name).text(32);
    }
  }

  private ControlLoopSchema() {}
}
