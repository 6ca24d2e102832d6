package dev.homeostat.modes;

import java.util.List;

/**
 * What one evaluation knows.
 *
 * @param nowMillis now, milliseconds since the epoch
 * @param elapsedMillis time since the last evaluation, of which as much counts towards waits as
 *     {@link ModePolicy#countedMillis} says
 * @param samples one a signal
 * @param upwardAllowed whether upward moves may happen; false while a write fails
 * @param confirmed whether every object holds the value it was last given
 * @param guidance what else bears on it
 */
public record ModeInputs(
    long nowMillis,
    long elapsedMillis,
    List<Sample> samples,
    boolean upwardAllowed,
    boolean confirmed,
    Guidance guidance) {

  public ModeInputs {
    samples = List.copyOf(samples);
  }
}
