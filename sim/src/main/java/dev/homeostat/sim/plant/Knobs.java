package dev.homeostat.sim.plant;

import dev.homeostat.sim.metrics.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** The values of a plant that can be set while it runs, by name. */
public final class Knobs {

  /** One of them. */
  private static final class Knob {
    private final Range range;
    private final DoubleConsumer effect;
    private double value;

    Knob(Range range, DoubleConsumer effect) {
      this.range = range;
      this.effect = effect;
      this.value = range.initial();
    }
  }

  private final String kind;
  private final Map<String, Knob> knobs = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param kind what a message calls one
   */
  public Knobs(String kind) {
    this.kind = kind;
  }

  /** Adds one; a name is given once, and the effect is told every value but the initial one. */
  void add(String name, Range range, DoubleConsumer effect) {
    if (knobs.put(name, new Knob(range, effect)) != null) {
      throw new IllegalArgumentException("there are two of the " + kind + " " + name);
    }
  }

  /** Their names, in the order in which they were added. */
  public List<String> names() {
    return List.copyOf(knobs.keySet());
  }

  /** Its value. */
  public double value(String name) {
    return knob(name).value;
  }

  /** Its bounds. */
  public Range range(String name) {
    return knob(name).range;
  }

  /** Sets it at once; what is not a value of it is refused, and nothing is set. */
  public void set(String name, double value) {
    Knob knob = knob(name);
    knob.range.require(kind + " " + name, value);
    knob.value = value;
    knob.effect.accept(value);
  }

  /** Refuses what cannot be set, and sets nothing. */
  public void check(String name, double value) {
    knob(name).range.require(kind + " " + name, value);
  }

  private Knob knob(String name) {
    Knob knob = knobs.get(name);
    if (knob == null) {
      throw new IllegalArgumentException(NearestName.refusal(kind, name, knobs.keySet()));
    }
    return knob;
  }
}
