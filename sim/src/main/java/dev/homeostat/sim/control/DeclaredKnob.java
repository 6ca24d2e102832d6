package dev.homeostat.sim.control;

/**
 * What a resource declares of a knob, read from its texts and not from what the engine made of
 * them, so that the engine can be judged by it.
 *
 * @param name of the plant's knob
 * @param min smallest value
 * @param max largest value
 * @param lowerIsSafer which way protects the service
 * @param slewPerMilli fastest change a millisecond; infinite where unlimited
 * @param quantum steps in which a text shows a slow motion
 * @param targetText what its key holds in Target
 */
record DeclaredKnob(
    String name,
    double min,
    double max,
    boolean lowerIsSafer,
    double slewPerMilli,
    double quantum,
    String targetText) {

  boolean isRiskier(double before, double after) {
    return lowerIsSafer ? after > before : after < before;
  }

  boolean holds(double value) {
    return value >= min && value <= max;
  }

  boolean isFaster(double before, double after, long millis) {
    return Math.abs(after - before) > slewPerMilli * millis + quantum;
  }
}
