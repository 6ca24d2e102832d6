package dev.homeostat.engine.plan;

import dev.homeostat.crds.ControlLoopStatus;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.RelayTuning;
import dev.homeostat.modes.Mode;
import dev.homeostat.pid.capacity.Headroom;
import dev.homeostat.pid.capacity.Scalability;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidState;
import dev.homeostat.pid.law.PidTerms;
import dev.homeostat.pid.supervision.Finding;
import dev.homeostat.pid.tuning.Margins;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a loop tells people of itself.
 *
 * @param policy of the loop
 * @param state after its last evaluation
 * @param mode of its workload
 */
public record LoopReport(LoopPolicy policy, LoopState state, Mode mode) {

  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final int LONGEST_REASON = 1024;
  private static final int LONGEST_NUMBER = 32;

  /**
   * Something that happened to a loop, for an Event.
   *
   * @param warns whether a person should look
   * @param reason in UpperCamel
   * @param action what was done
   * @param note the same for people; may be empty
   */
  public record News(boolean warns, String reason, String action, String note) {}

  /** Whether its status tells something else than before, beside numbers that always move. */
  public boolean differsFrom(LoopReport before) {
    LoopState was = before.state();
    return !before.policy().equals(policy)
        || was.phase() != state.phase()
        || !was.reason().equals(state.reason())
        || !was.gains().equals(state.gains())
        || !was.findings().equals(state.findings())
        || was.supervision().stage() != state.supervision().stage()
        || Double.compare(before.harrisIndex(), harrisIndex()) != 0
        || was.headroom().level() != state.headroom().level()
        || Double.isNaN(was.headroom().ratio()) != Double.isNaN(state.headroom().ratio())
        || was.experiment().phase() != state.experiment().phase()
        || was.experiment().run() != state.experiment().run();
  }

  /** What has happened since; what it does alone where nothing is known of before. */
  public List<News> since(@Nullable LoopReport before) {
    List<News> news = new ArrayList<>();
    LoopState was = before == null ? null : before.state();
    if (was == null || was.phase() != state.phase()) {
      boolean held = state.phase() == LoopPhase.HELD;
      news.add(new News(held, "Loop" + state.phase().word(), "Control", state.reason()));
    }
    if (was == null) {
      return news;
    }
    if (!was.findings().equals(state.findings()) && !state.findings().isEmpty()) {
      news.add(new News(true, "LoopSupervised", "Supervise", "found: " + state.findings()));
    }
    if (was.supervision().stage() != state.supervision().stage()) {
      String stages = was.supervision().stage() + " -> " + state.supervision().stage();
      news.add(new News(true, "LoopMeasure", "Supervise", stages));
    }
    Scalability.Level level = state.headroom().level();
    if (was.headroom().level() != level) {
      boolean worse = level.compareTo(was.headroom().level()) > 0;
      news.add(new News(worse, "Capacity" + headroom(level), "Watch", headroomMessage()));
    }
    Experiment experiment = state.experiment();
    if (was.experiment().phase() != experiment.phase()) {
      String reason = "Experiment" + experiment.phase().word();
      news.add(new News(!experiment.reason().isEmpty(), reason, "Tune", experiment.reason()));
    }
    return news;
  }

  /** The words for what a loop may do. */
  public static List<String> phases() {
    return Stream.of(LoopPhase.values()).map(LoopPhase::word).toList();
  }

  /** The word for what it does. */
  public String phase() {
    return state.phase().word();
  }

  /** Its signal; NaN where that is missing. */
  public double measured() {
    return state.measured();
  }

  /** Where it wants its knob; NaN where it does not. */
  public double output() {
    return state.output();
  }

  /** Its knob at the last evaluation; NaN where that was not seen. */
  public double applied() {
    return state.applied();
  }

  /** How near it comes to the least variance, with two digits; NaN where that is not known. */
  public double harrisIndex() {
    return Math.rint(100 * state.supervision().performance().index()) / 100;
  }

  /** Its load as a part of the peak that it can take; NaN where that is not known. */
  public double capacityRatio() {
    return state.headroom().ratio();
  }

  /** The status of its resource; its conditions lack their times. */
  public ControlLoopStatus status() {
    LoopPolicy.PidLaw pid = policy.pid();
    return new ControlLoopStatus(
        null,
        state.phase().word(),
        state.reason().isEmpty() ? null : cut(state.reason()),
        decimal(setpoint()),
        decimal(state.measured()),
        decimal(setpoint() - state.measured()),
        decimal(state.output()),
        decimal(state.applied()),
        terms(),
        pid == null
            ? null
            : gains(
                LoopGains.of(pid, mode, state.supervision(), state.experiment()), state.gains()),
        pid == null ? null : margins(marginsOf(pid)),
        decimal(harrisIndex()),
        decimal(Math.rint(100 * state.headroom().ratio())),
        tuning(pid),
        conditions(pid));
  }

  /** The setpoint that the law saw; NaN where it has none. */
  public double setpoint() {
    if (state.memory() instanceof LawMemory.OfPid of && Double.isFinite(of.state().setpoint())) {
      return of.state().setpoint();
    }
    return policy.pid() == null && !(state.memory() instanceof LawMemory.OfOnOff)
        ? Double.NaN
        : policy.inputs().setpoint();
  }

  private ControlLoopStatus.@Nullable Terms terms() {
    if (!(state.memory() instanceof LawMemory.OfPid of)) {
      return null;
    }
    PidState law = of.state();
    return new ControlLoopStatus.Terms(
        decimal(law.unlimited() - law.integral() - law.derivative()),
        decimal(law.integral()),
        decimal(law.derivative()));
  }

  private static ControlLoopStatus.@Nullable Gains gains(@Nullable PidGains gains, String from) {
    if (gains == null) {
      return null;
    }
    PidTerms terms = gains.terms();
    return new ControlLoopStatus.Gains(
        decimal(terms.proportional()),
        decimal(terms.integralPerSecond()),
        decimal(terms.derivativeSeconds()),
        from.isEmpty() ? null : from);
  }

  /** Of the gains in use; null where no model is known, or they were detuned. */
  private @Nullable Margins marginsOf(LoopPolicy.PidLaw pid) {
    RelayTuning.Proposal proposal = state.experiment().proposal();
    return switch (state.gains()) {
      case "Declared" -> pid.margins();
      default ->
          proposal != null && state.gains().equals("Relay" + state.experiment().run())
              ? proposal.margins()
              : null;
    };
  }

  private static ControlLoopStatus.@Nullable Margins margins(@Nullable Margins margins) {
    return margins == null
        ? null
        : new ControlLoopStatus.Margins(
            decimal(margins.gainMargin()),
            decimal(margins.phaseMarginDegrees()),
            decimal(margins.maximumSensitivity()));
  }

  private ControlLoopStatus.@Nullable Tuning tuning(LoopPolicy.@Nullable PidLaw pid) {
    Experiment experiment = state.experiment();
    if (pid == null || pid.tuning() == null) {
      return null;
    }
    RelayTuning.Proposal proposal = experiment.proposal();
    return new ControlLoopStatus.Tuning(
        experiment.run(),
        experiment.phase().word(),
        experiment.reason().isEmpty() ? null : experiment.reason(),
        decimal(experiment.spentRatio()),
        experiment.found() == null ? null : decimal(experiment.found().ultimate().gain()),
        experiment.found() == null ? null : decimal(experiment.found().ultimate().periodSeconds()),
        proposal == null ? null : gains(proposal.gains(), ""),
        proposal == null ? null : margins(proposal.margins()));
  }

  private List<Condition> conditions(LoopPolicy.@Nullable PidLaw pid) {
    boolean held = state.phase() == LoopPhase.HELD;
    List<Condition> conditions = new ArrayList<>();
    conditions.add(
        condition("Ready", !held, held ? "Held" : state.phase().word(), cut(state.reason())));
    boolean active = state.phase() == LoopPhase.ACTIVE || state.phase() == LoopPhase.TUNING;
    conditions.add(condition("Active", active, state.phase().word(), cut(state.reason())));
    if (pid != null && pid.supervision() != null) {
      String stage = LoopTurn.camel(state.supervision().stage().name());
      conditions.add(found(Finding.OSCILLATING, "Oscillating", stage));
      conditions.add(found(Finding.SATURATED, "Saturated", stage));
      conditions.add(found(Finding.SLUGGISH, "Sluggish", stage));
      if (pid.supervision().performance() != null) {
        conditions.add(found(Finding.POOR_CONTROL, "PoorControl", stage));
      }
    }
    if (pid != null && pid.tuning() != null) {
      Experiment experiment = state.experiment();
      boolean proposes = experiment.proposal() != null && experiment.proposal().gains() != null;
      conditions.add(
          condition(
              "Tuned",
              proposes,
              experiment.reason().isEmpty() ? experiment.phase().word() : experiment.reason(),
              proposes && !pid.tuning().apply()
                  ? "the gains found are shown, and not used: set tuning.apply: true to use them"
                  : ""));
    }
    if (policy.inputs().capacity() != null) {
      Headroom headroom = state.headroom();
      boolean known = !Double.isNaN(headroom.ratio());
      conditions.add(
          condition(
              "CapacityHeadroom",
              known ? truth(headroom.level() == Scalability.Level.NORMAL) : "Unknown",
              known ? headroom(headroom.level()) : "LoadUnknown",
              headroomMessage()));
    }
    return conditions;
  }

  private static String headroom(Scalability.Level level) {
    return switch (level) {
      case NORMAL -> "Ample";
      case WARNING -> "NearPeak";
      case CRITICAL -> "AtPeak";
    };
  }

  /** Without the load itself, which moves all the time. */
  private String headroomMessage() {
    LoopPolicy.Capacity capacity = policy.inputs().capacity();
    if (capacity == null) {
      return "";
    }
    String peak = decimal(capacity.settings().peak());
    return switch (state.headroom().level()) {
      case NORMAL -> "the load is below 80 percent of its peak, %s".formatted(peak);
      case WARNING ->
          "the load is at 80 percent or more of its peak, %s; beyond that less is done: add capacity"
              .formatted(peak);
      case CRITICAL ->
          "the load is at 90 percent or more of its peak, %s; beyond that less is done: admit less"
              .formatted(peak);
    };
  }

  private Condition found(Finding finding, String type, String stage) {
    boolean is = state.findings().contains(finding);
    return condition(type, is, is || finding == Finding.OSCILLATING ? stage : "Well", "");
  }

  private static Condition condition(String type, boolean is, String reason, String message) {
    return condition(type, truth(is), reason, message);
  }

  private static String truth(boolean is) {
    return is ? "True" : "False";
  }

  private static Condition condition(String type, String status, String reason, String message) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .build();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
  }

  private static @Nullable String decimal(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    BigDecimal rounded = new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros();
    String plain = rounded.toPlainString();
    return plain.length() <= LONGEST_NUMBER ? plain : rounded.toString();
  }
}
