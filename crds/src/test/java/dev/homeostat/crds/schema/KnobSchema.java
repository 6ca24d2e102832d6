package dev.homeostat.crds.schema;

/**
 * The knobs of an OperatingMode.
 *
 * <p>Bounds and values are int-or-string, so the rules look at the text first, and compare numbers
 * only where every text is one: a rule that fails to run shows an error that no user understands.
 */
final class KnobSchema {

  private static final String NOT_NUMERIC = "self.type in ['Boolean', 'Enum']";

  private static final String MODES =
      "([self.values.target, self.values.degraded]"
          + " + (has(self.values.floor) ? [self.values.floor] : []))";

  /** Every bound and value that the knob has. */
  private static final String ALL =
      "(" + MODES + " + (has(self.min) ? [self.min] : []) + (has(self.max) ? [self.max] : []))";

  private static final String IS_DURATION =
      "type(v) == string && v.matches('" + Schema.DURATION + "')";
  private static final String IS_WHOLE = "type(v) == int || v.matches('^-?[0-9]{1,15}$')";
  private static final String IS_DECIMAL =
      "type(v) == int ? v > -1000000000 && v < 1000000000"
          + " : v.matches('^-?[0-9]{1,9}([.][0-9]{1,6})?$')";

  private static final String IS_TEXT_OF_TYPE =
      "(self.type == 'Duration' ? "
          + IS_DURATION
          + "\n   : self.type == 'Integer' ? "
          + IS_WHOLE
          + "\n   : ("
          + IS_DECIMAL
          + "))";

  /** Milliseconds of a duration, since CEL's own parser knows no days; else the number itself. */
  private static final String NUMBER =
      "(self.type != 'Duration' ? double(v)"
          + " : v.endsWith('d') ? double(v.substring(0, v.size() - 1)) * 86400000.0"
          + " : double(duration(v).getMilliseconds()))";

  /** Holds where there is nothing to compare: another rule says why. */
  private static final String INCOMPARABLE =
      NOT_NUMERIC
          + " || !has(self.min) || !has(self.max)\n|| !([self.min, self.max] + "
          + MODES
          + ").all(v,\n  "
          + IS_TEXT_OF_TYPE
          + ")\n|| ";

  private static final String BOUNDS = "[self.min, self.max].map(v, " + NUMBER + ")";
  private static final String NUMBERS = MODES + ".map(v, " + NUMBER + ")";

  static void knob(Schema knob) {
    fields(knob);
    texts(knob);
    order(knob);
    slewRate(knob);
  }

  private static void fields(Schema knob) {
    knob.describe("One tunable value: its bounds, its value in each mode, and where it lives.");
    knob.field("name").entryName();
    knob.field("type").oneOf("Duration", "Integer", "Decimal", "Percentage", "Boolean", "Enum");
    knob.field("order").atomic(0, 16).items().describe("One value.").text(63);
    knob.field("min").intOrString();
    knob.field("max").intOrString();
    knob.field("saferDirection").oneOf("Lower", "Higher");
    knob.field("ramp").duration();
    knob.field("takeOver").defaultsTo(false);
    Schema slewRate = knob.field("slewRate");
    slewRate.field("change").intOrString();
    slewRate.field("per").duration();
    slewRate.require("change", "per");
    Schema values = knob.field("values");
    values.field("target").intOrString();
    values.field("degraded").intOrString();
    values.field("floor").intOrString();
    values.require("target", "degraded");
    location(knob.field("in"));
    knob.require("name", "type", "saferDirection", "values", "in");
  }

  private static void location(Schema in) {
    Schema key = in.field("configMapKey");
    names(key);
    key.field("key").text(253);
    key.field("format")
        .text(64)
        .defaultsTo("{value}")
        .rule(
            "self.indexOf('{value}') >= 0"
                + " && self.indexOf('{value}') == self.lastIndexOf('{value}')",
            "expected a text with {value} in it once");
    key.require("key");
    Schema field = in.field("field");
    field.field("group").text(253).defaultsTo("");
    field.field("version").text(63);
    field.field("resource").text(63);
    names(field);
    field.field("path").text(512, "^/");
    field.field("restartsPods").defaultsTo(false);
    field.require("version", "resource", "path");
    in.rule(
        "has(self.configMapKey) != has(self.field)",
        "expected exactly one of configMapKey and field");
  }

  private static void names(Schema place) {
    place.field("name").text(253, "\\S");
    place.field("names").set(0, 64).items().describe("Name of one object.").text(253, "\\S");
    Schema selector = place.field("selector");
    selector.field("matchLabels").labels(8, 63).someProperties();
    selector.require("matchLabels");
    place.rule(
        "[has(self.name), has(self.names) && self.names.size() > 0, has(self.selector)]"
            + ".filter(g, g).size() == 1",
        "expected exactly one of name, names and selector");
  }

  private static void texts(Schema knob) {
    knob.rule(
            NOT_NUMERIC + " || (has(self.min) && has(self.max))",
            "a knob of type Integer, Decimal, Percentage or Duration needs min and max")
        .rule(
            "self.type != 'Duration' || " + ALL + ".all(v, " + IS_DURATION + ")",
            "a Duration knob: expected min, max and values such as 500ms, 30s, 5m, 12h or 2d")
        .rule(
            "self.type != 'Integer' || " + ALL + ".all(v, " + IS_WHOLE + ")",
            "an Integer knob: expected whole numbers as min, max and values")
        .rule(
            "!(self.type in ['Decimal', 'Percentage']) || " + ALL + ".all(v, " + IS_DECIMAL + ")",
            "a Decimal or Percentage knob: expected numbers as min, max and values, at most 9"
                + " digits before the point and 6 after it; a fraction in quotes")
        .rule(
            "self.type != 'Boolean' || " + ALL + ".all(v, v == 'true' || v == 'false')",
            "a Boolean knob: expected the values 'true' or 'false', in quotes")
        .rule(
            ".order",
            "self.type != 'Enum' || (has(self.order) && self.order.size() >= 2)",
            "an Enum knob needs its order: every value, from the lowest to the highest")
        .rule(
            ".values",
            "self.type != 'Enum' || !has(self.order) || "
                + MODES
                + ".all(v, type(v) == string && v in self.order)",
            "an Enum knob: expected values that are in its order");
  }

  private static void order(Schema knob) {
    knob.rule(".min", INCOMPARABLE + BOUNDS + ".isSorted()", "expected min to be at most max")
        .rule(
            ".values",
            INCOMPARABLE
                + "["
                + BOUNDS
                + "].all(b,\n  b[0] > b[1] || "
                + NUMBERS
                + ".all(n, n >= b[0] && n <= b[1]))",
            "expected every value within min and max; change the value or the bound")
        .rule(
            ".values.degraded",
            INCOMPARABLE
                + "["
                + NUMBERS
                + "].all(n,\n  self.saferDirection == 'Lower' ? n[1] <= n[0] : n[1] >= n[0])",
            "degraded must not carry more risk than target: with saferDirection Lower it may not be"
                + " more than target, with Higher not less")
        .rule(
            ".values.floor",
            "!has(self.values.floor) || "
                + INCOMPARABLE
                + "["
                + NUMBERS
                + "].all(n,\n  self.saferDirection == 'Lower' ? n[2] <= n[1] : n[2] >= n[1])",
            "floor must not carry more risk than degraded: with saferDirection Lower it may not be"
                + " more than degraded, with Higher not less");
  }

  private static void slewRate(Schema knob) {
    knob.rule(
        ".slewRate.change",
        "!has(self.slewRate) || "
            + NOT_NUMERIC
            + "\n|| [self.slewRate.change].all(v,\n  "
            + IS_TEXT_OF_TYPE
            + "\n  && "
            + NUMBER
            + " > 0.0)",
        "expected a change above zero, in the knob's unit");
  }

  private KnobSchema() {}
}
