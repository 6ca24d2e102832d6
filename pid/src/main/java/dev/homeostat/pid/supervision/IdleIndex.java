package dev.homeostat.pid.supervision;

/**
 * How sluggish a loop is: whether output and measurement creep the same way.
 *
 * <pre>{@code
 * s = sign(du dy K),  Ii' = Ii + (1 - e^(-h/T)) (s - Ii) where s is not 0
 * }</pre>
 *
 * <p>Source: Hagglund, Automatic detection of sluggish control loops, Control Engineering Practice
 * 7 (1999).
 *
 * <p>Regimes. Near 1: after a disturbance both creep back together, so the gains could be higher.
 * Near 0: good control. Near -1: a well-damped loop, or an oscillating one.
 *
 * @param index Ii
 * @param measurement the last one that counted
 * @param output the last one that counted
 * @param atMillis timestamp of the last sample; {@link Long#MIN_VALUE} before the first
 */
public record IdleIndex(double index, double measurement, double output, long atMillis) {

  /** No sample yet. */
  public static final IdleIndex NONE = new IdleIndex(0, 0, 0, Long.MIN_VALUE);

  /**
   * When a loop counts as sluggish.
   *
   * @param processAction 1 where the signal rises with the output, -1 where it falls
   * @param noise change of the signal that is none, 0 or more
   * @param windowSeconds over which time is looked back
   * @param limit of the index; 0.7 is usual
   */
  public record Settings(int processAction, double noise, double windowSeconds, double limit) {

    public Settings {
      if (Math.abs(processAction) != 1) {
        throw new IllegalArgumentException("processAction must be 1 or -1, found " + processAction);
      }
      if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("noise must be finite and 0 or more, found " + noise);
      }
      Durations.positive("windowSeconds", windowSeconds);
      Durations.share("limit", limit);
    }
  }

  /** After one more sample; one that is no number, or not newer, leaves no trace. */
  public IdleIndex after(Settings settings, SupervisedSample sample) {
    if (!sample.usable() || sample.atMillis() <= atMillis) {
      return this;
    }
    if (atMillis == Long.MIN_VALUE) {
      return new IdleIndex(0, sample.measurement(), sample.output(), sample.atMillis());
    }
    double moved = sample.measurement() - measurement;
    if (Math.abs(moved) <= settings.noise()) {
      return this;
    }
    double together =
        Math.signum(moved) * Math.signum(sample.output() - output) * settings.processAction();
    double seconds = Durations.secondsBetween(atMillis, sample.atMillis());
    double share = -Math.expm1(-seconds / settings.windowSeconds());
    return new IdleIndex(
        together == 0 ? index : index + share * (together - index),
        sample.measurement(),
        sample.output(),
        sample.atMillis());
  }

  /** Whether the loop is sluggish. */
  public boolean detected(Settings settings) {
    return index > settings.limit();
  }
}
