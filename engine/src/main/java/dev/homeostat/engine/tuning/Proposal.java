package dev.homeostat.engine.tuning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of a process, and the gains that each rule finds for it.
 *
 * @param samples of the signal that were used
 * @param changes of the knob among them
 * @param sampleSeconds median time between two samples
 * @param model what explains them best
 * @param intervalSeconds of the loop, half of which is dead time too
 * @param action of the law: Reverse or Direct
 * @param rules what each of them proposes
 * @param recommended the one to begin with
 */
public record Proposal(
    int samples,
    int changes,
    double sampleSeconds,
    Model model,
    double intervalSeconds,
    String action,
    List<Gains> rules,
    Gains recommended) {

  public Proposal {
    rules = List.copyOf(rules);
  }

  /**
   * A process of first order with dead time.
   *
   * @param gain signal unit per knob unit
   * @param lagSeconds time constant
   * @param deadTimeSeconds time until the signal begins to answer
   * @param deadTimeUncertaintySeconds by how much that may be wrong: nobody saw when the knob
   *     changed, only between which samples
   * @param explainedRatio how much of the signal's variance it explains, 1 is all
   */
  public record Model(
      double gain,
      double lagSeconds,
      double deadTimeSeconds,
      double deadTimeUncertaintySeconds,
      double explainedRatio) {

    /** The longest dead time that the record allows, for which gains are safe. */
    @JsonIgnore
    public double longestDeadTimeSeconds() {
      return deadTimeSeconds + deadTimeUncertaintySeconds;
    }
  }

  /**
   * What a rule proposes, in the form ISA.
   *
   * @param rule as a ControlLoop names it
   * @param actions PI or PID
   * @param proportionalGain knob unit per signal unit; null where it proposes none
   * @param integralSeconds integral time
   * @param derivativeSeconds derivative time; 0 without derivative action
   * @param gainMargin by which factor the gain may rise; null where any may
   * @param phaseMarginDegrees how much more the loop may lag; null where its gain is below 1
   * @param maximumSensitivity Ms; 1.2 to 2 is usual
   * @param verdict Ample, Narrow or Unstable margins
   */
  public record Gains(
      String rule,
      String actions,
      @Nullable Double proportionalGain,
      @Nullable Double integralSeconds,
      @Nullable Double derivativeSeconds,
      @Nullable Double gainMargin,
      @Nullable Double phaseMarginDegrees,
      @Nullable Double maximumSensitivity,
      String verdict) {}
}
