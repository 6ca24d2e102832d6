package dev.homeostat.sim.scenario;

/**
 * Something that is set at a time: a knob by a person, or a dial by a fault.
 *
 * @param atSeconds when
 * @param name of the knob or dial
 * @param value what it is set to
 */
public record Change(double atSeconds, String name, double value) {

  public Change {
    if (!(atSeconds >= 0 && atSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a time that is finite and not negative, found " + atSeconds + " s");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("expected a finite value of " + name + ", found " + value);
    }
  }
}
