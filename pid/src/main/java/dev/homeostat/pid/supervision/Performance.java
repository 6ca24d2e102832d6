package dev.homeostat.pid.supervision;

/**
 * How near a loop comes to what its dead time allows: the {@link HarrisIndex} of one window of
 * errors after another. It is computed where a window is full, which then is forgotten, so that it
 * costs a step nothing but an error more.
 *
 * <p>Regimes. A window counts only as a whole: an uneven sample, a hold and other gains begin it
 * anew, and over one in which the loop was saturated nothing is said. A poor index is a finding
 * only where the errors matter too.
 *
 * @param window errors since the last index
 * @param index the last one, 0 to 1; NaN where there is none
 * @param poor whether that is one to tell people of
 */
public record Performance(ErrorWindow window, double index, boolean poor) {

  /** Nothing is known yet. */
  public static final Performance NONE = new Performance(ErrorWindow.EMPTY, Double.NaN, false);

  /** By how much a poor index must exceed the limit to count as mended. */
  private static final double MENDED = 2;

  /** A swing of the acceptable amplitude has this part of it as its deviation. */
  private static final double SINE_DEVIATION = Math.sqrt(0.5);

  /**
   * After one more sample.
   *
   * @param amplitude of the error that is still acceptable
   * @param saturated whether the output was limited for most of the time
   */
  Performance after(
      PerformanceSettings settings, SupervisedSample sample, double amplitude, boolean saturated) {
    ErrorWindow grown = window.with(sample.atMillis(), sample.error());
    if (grown.size() < settings.samples()) {
      return new Performance(grown, index, poor);
    }
    HarrisIndex found =
        HarrisIndex.of(
            grown.errors(), settings.deadTimeSamples(grown.sampleSeconds()), settings.order());
    if (saturated || !(found instanceof HarrisIndex.Measured measured)) {
      return NONE;
    }
    double limit = settings.poorBelow() * (poor ? MENDED : 1);
    boolean matters = measured.deviation() > SINE_DEVIATION * amplitude;
    return new Performance(
        ErrorWindow.EMPTY, measured.ratio(), matters && measured.ratio() < limit);
  }
}
