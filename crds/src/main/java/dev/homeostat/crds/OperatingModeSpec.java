package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an OperatingMode declares: one workload's signals, knobs and modes. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperatingModeSpec(
    @JsonPropertyDescription(
            "Observe decides and reports, and writes nothing; Enforce also writes. Default"
                + " Observe.")
        @Nullable String enforcement,
    @JsonPropertyDescription("How often it is evaluated, such as 10s. Default 10s.")
        @Nullable String interval,
    @JsonPropertyDescription(
            "ServiceAccount in this namespace with whose rights objects are read and written;"
                + " whoever writes this resource must be allowed to impersonate it. Default"
                + " default.")
        @Nullable String serviceAccountName,
    @JsonPropertyDescription(
            "What happens to written values on deletion: Restore or Leave. Default Restore.")
        @Nullable String deletionPolicy,
    @JsonPropertyDescription(
            "Nothing moves and nothing is written while it is true. Default false.")
        @Nullable Boolean paused,
    @JsonPropertyDescription("Named numbers that triggers read; at most 16.") List<Signal> signals,
    @JsonPropertyDescription("Values that the modes set; at most 32.") List<Knob> knobs,
    @JsonPropertyDescription("When each mode is entered and left.") @Nullable Modes modes,
    @JsonPropertyDescription("Times at which a protective mode is held; at most 8.")
        List<Schedule> schedules,
    @JsonPropertyDescription(
            "OperatingModes that this workload needs; while one of them is in"
                + " Floor, or nobody knows where it is, it does not rise; at most 8.")
        List<Dependency> dependsOn,
    @JsonPropertyDescription("When a change towards more risk is taken back by itself.")
        @Nullable RollbackWhen rollbackWhen,
    @JsonPropertyDescription("Rules over knobs that no write may break; at most 8.")
        List<ConstraintSpec> constraints,
    @JsonPropertyDescription("How a change towards more risk is tried on some objects first.")
        @Nullable CanarySpec canary,
    @JsonPropertyDescription(
            "The workload that this is about: while it is rolled out nothing rises, and actions"
                + " are done to it.")
        @Nullable TargetReference targetRef,
    @JsonPropertyDescription(
            "Namespaces whose OperatingModes may name this one in dependsOn; at most 16.")
        List<String> exportTo) {

  public OperatingModeSpec {
    signals = Lists.orEmpty(signals);
    knobs = Lists.orEmpty(knobs);
    schedules = Lists.orEmpty(schedules);
    dependsOn = Lists.orEmpty(dependsOn);
    constraints = Lists.orEmpty(constraints);
    exportTo = Lists.orEmpty(exportTo);
  }

  /** One named number over time; exactly one of sloChain, promql, shared and alert. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Signal(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription("Burn rate of an SLOChain.") @Nullable BurnRateSignal sloChain,
      @JsonPropertyDescription("A query of its own.") @Nullable PromqlSignal promql,
      @JsonPropertyDescription("A query that the SignalSource's administrator wrote.")
          @Nullable SharedSignal shared,
      @JsonPropertyDescription("An alert of Alertmanager.") @Nullable AlertSignal alert,
      @JsonPropertyDescription(
              "What to do without data, which is never read as zero or healthy: Hold, Degrade or"
                  + " Freeze. Default Hold.")
          @Nullable String missing) {}

  /** One tunable value: its bounds, its value in each mode, and the object that holds it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Knob(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription("Duration, Integer, Decimal, Percentage, Boolean or Enum.")
          @Nullable String type,
      @JsonPropertyDescription(
              "Every value of an Enum, from the lowest to the highest; saferDirection says which"
                  + " end protects. Required for type Enum.")
          List<String> order,
      @JsonPropertyDescription(
              "Smallest allowed value, in the knob's unit: a whole number, a quoted decimal such as"
                  + " \"0.5\", or a duration such as 30s. Required unless type is Boolean or Enum.")
          @Nullable IntOrString min,
      @JsonPropertyDescription(
              "Largest allowed value, in the knob's unit: a whole number, a quoted decimal such as"
                  + " \"0.5\", or a duration such as 30s. Required unless type is Boolean or Enum.")
          @Nullable IntOrString max,
      @JsonPropertyDescription(
              "Which way protects the service: Lower or Higher. Required, since no rule may move a"
                  + " knob without it.")
          @Nullable String saferDirection,
      @JsonPropertyDescription("Time of a full move, such as 5m. Omitted: at once.")
          @Nullable String ramp,
      @JsonPropertyDescription("Fastest change, whatever the ramp. Omitted: unlimited.")
          @Nullable SlewRate slewRate,
      @JsonPropertyDescription("Value in each mode; Recovery climbs from the value held to target.")
          @Nullable Values values,
      @JsonPropertyDescription("Where the value lives; exactly one of configMapKey and field.")
          @Nullable Location in,
      @JsonPropertyDescription(
              "Take the value over from whoever set it last. Default false: an existing owner is a"
                  + " conflict that is reported.")
          @Nullable Boolean takeOver) {

    public Knob {
      order = Lists.orEmpty(order);
    }
  }

  /** The largest change of a knob in a span of time. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SlewRate(
      @JsonPropertyDescription("Largest change, above zero, in the knob's unit.")
          @Nullable IntOrString change,
      @JsonPropertyDescription("Span of time of that change, such as 1s.") @Nullable String per) {}

  /** A knob's value in each mode. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Values(
      @JsonPropertyDescription("In Target; within min and max.") @Nullable IntOrString target,
      @JsonPropertyDescription("In Degraded; within min and max, with no more risk than target.")
          @Nullable IntOrString degraded,
      @JsonPropertyDescription(
              "In Floor; within min and max, with no more risk than degraded. Required where"
                  + " modes.floor is declared.")
          @Nullable IntOrString floor) {}

  /** Where a knob lives. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Location(
      @JsonPropertyDescription("A key of a ConfigMap in this namespace.")
          @Nullable ConfigMapKey configMapKey,
      @JsonPropertyDescription("A field of an object in this namespace.") @Nullable Field field) {}

  /** A key of a ConfigMap. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ConfigMapKey(
      @JsonPropertyDescription("Name of the ConfigMap.") @Nullable String name,
      @JsonPropertyDescription(
              "Names of several that all hold the value, instead of name; at most 64.")
          List<String> names,
      @JsonPropertyDescription("Labels of those that hold the value, instead of name or names.")
          @Nullable ObjectSelector selector,
      @JsonPropertyDescription("Key in its data.") @Nullable String key,
      @JsonPropertyDescription("Text of the key, with {value} in it. Default {value}.")
          @Nullable String format) {

    public ConfigMapKey {
      names = Lists.orEmpty(names);
    }
  }

  /** A field of any object. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Field(
      @JsonPropertyDescription("API group; empty is the core group. Default empty.")
          @Nullable String group,
      @JsonPropertyDescription("API version, such as v1.") @Nullable String version,
      @JsonPropertyDescription("Plural resource name, such as deployments.")
          @Nullable String resource,
      @JsonPropertyDescription("Name of the object.") @Nullable String name,
      @JsonPropertyDescription(
              "Names of several that all hold the value, instead of name; at most 64.")
          List<String> names,
      @JsonPropertyDescription("Labels of those that hold the value, instead of name or names.")
          @Nullable ObjectSelector selector,
      @JsonPropertyDescription(
              "JSON pointer, such as /spec/replicas; an item of a list by its key, such as"
                  + " /spec/containers[name=app]/image.")
          @Nullable String path,
      @JsonPropertyDescription(
              "Whether it may be in a Pod template, where each step restarts all Pods. Default"
                  + " false.")
          @Nullable Boolean restartsPods) {

    public Field {
      names = Lists.orEmpty(names);
    }
  }

  /** The modes, each under its fixed key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Modes(
      @JsonPropertyDescription("Normal operation.") @Nullable TargetMode target,
      @JsonPropertyDescription("Survival.") @Nullable ProtectiveMode degraded,
      @JsonPropertyDescription("The least that may be served.") @Nullable ProtectiveMode floor,
      @JsonPropertyDescription("The way back to Target.") @Nullable RecoveryMode recovery) {}

  /** Normal operation. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record TargetMode(
      @JsonPropertyDescription(
              "Consistency guarantee in this mode: StrictSerializable, Serializable,"
                  + " SnapshotIsolation, ReadCommitted or Eventual.")
          @Nullable String guarantee,
      @JsonPropertyDescription("Done once when the mode is entered; at most 4.")
          List<ModeAction> onEntry,
      @JsonPropertyDescription("Done once when the mode is left; at most 4.")
          List<ModeAction> onExit) {

    public TargetMode {
      onEntry = Lists.orEmpty(onEntry);
      onExit = Lists.orEmpty(onExit);
    }
  }

  /** A mode that protects the service: Degraded or Floor. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ProtectiveMode(
      @JsonPropertyDescription(
              "Consistency guarantee in this mode: StrictSerializable, Serializable,"
                  + " SnapshotIsolation, ReadCommitted or Eventual.")
          @Nullable String guarantee,
      @JsonPropertyDescription("Any of these clauses moves the workload into the mode; at most 8.")
          List<Clause> enter,
      @JsonPropertyDescription(
              "Floor only: any of these clauses moves the workload there without waiting for a"
                  + " dwell; at most 8.")
          List<Clause> emergency,
      @JsonPropertyDescription("Shortest stay, such as 10m. Default 10m.")
          @Nullable String minDwell,
      @JsonPropertyDescription(
              "Shortest time between two moves out of the mode to Recovery. Omitted: none.")
          @Nullable String cooldown,
      @JsonPropertyDescription(
              "Stay after which the condition TooLong calls a person; nothing moves by it."
                  + " Omitted: never.")
          @Nullable String maxTimeInMode,
      @JsonPropertyDescription("Done once when the mode is entered; at most 4.")
          List<ModeAction> onEntry,
      @JsonPropertyDescription("Done once when the mode is left; at most 4.")
          List<ModeAction> onExit) {

    public ProtectiveMode {
      onEntry = Lists.orEmpty(onEntry);
      onExit = Lists.orEmpty(onExit);
      enter = Lists.orEmpty(enter);
      emergency = Lists.orEmpty(emergency);
    }
  }

  /** Conditions that must all hold together. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Clause(
      @JsonPropertyDescription(
              "Conditions that must all hold; at most 8, at least one with an exit.")
          List<Condition> allOf) {

    public Clause {
      allOf = Lists.orEmpty(allOf);
    }
  }

  /**
   * One threshold on one signal, or a tolerance for how far two may be apart, with the one that
   * ends it.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Condition(
      @JsonPropertyDescription("Name of an entry of spec.signals.") @Nullable String signal,
      @JsonPropertyDescription(
              "Name of the signal by which the service judges itself; with outside and tolerance,"
                  + " instead of signal.")
          @Nullable String inside,
      @JsonPropertyDescription(
              "Name of the signal by which its callers judge it, in the same unit as inside.")
          @Nullable String outside,
      @JsonPropertyDescription("Enter while outside is more than this above inside.")
          @Nullable Double tolerance,
      @JsonPropertyDescription(
              "Over when outside is less than this above inside; strictly less than tolerance.")
          @Nullable Double exitTolerance,
      @JsonPropertyDescription("Enter while the signal is above this.") @Nullable Double above,
      @JsonPropertyDescription("Enter while the signal is below this.") @Nullable Double below,
      @JsonPropertyDescription("Over when the signal is below this; strictly less than above.")
          @Nullable Double exitBelow,
      @JsonPropertyDescription("Over when the signal is above this; strictly more than below.")
          @Nullable Double exitAbove,
      @JsonPropertyDescription(
              "Enter while the error budget will be spent within this, such as 6h; of a signal"
                  + " whose sloChain.measure is TimeToExhaustion.")
          @Nullable String exhaustedWithin,
      @JsonPropertyDescription(
              "Over when the budget lasts longer than this; strictly longer than exhaustedWithin.")
          @Nullable String exitBeyond,
      @JsonProperty("for")
          @JsonPropertyDescription("How long it must hold before entering. Default 1m.")
          @Nullable String forDuration,
      @JsonPropertyDescription("How long the exit must hold before leaving. Default 5m.")
          @Nullable String exitFor) {}

  /** The way back: steps from the settings held towards Target's. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RecoveryMode(
      @JsonPropertyDescription(
              "Percent of the way to Target, rising, the last 100; at most 10. Default 1, 10, 50,"
                  + " 100.")
          List<Long> steps,
      @JsonPropertyDescription("Time that each step is held, such as 5m. Default 5m.")
          @Nullable String hold,
      @JsonPropertyDescription("Shortest time between two moves to Target. Omitted: none.")
          @Nullable String cooldown,
      @JsonPropertyDescription(
              "Time in Recovery after which the condition TooLong calls a person. Omitted: never.")
          @Nullable String maxTimeInMode,
      @JsonPropertyDescription("How the wait before Recovery grows with repeated moves.")
          @Nullable BackOff backOff,
      @JsonPropertyDescription("What must be so before a step ends, all of it; at most 8.")
          List<Gate> gates,
      @JsonPropertyDescription(
              "Moves that wait for an Approval: Recovery is the move there, Target the move back."
                  + " Default none.")
          List<String> approval,
      @JsonPropertyDescription("Done once when the mode is entered; at most 4.")
          List<ModeAction> onEntry,
      @JsonPropertyDescription("Done once when the mode is left; at most 4.")
          List<ModeAction> onExit) {

    public RecoveryMode {
      onEntry = Lists.orEmpty(onEntry);
      onExit = Lists.orEmpty(onExit);
      approval = Lists.orEmpty(approval);
      steps = Lists.orEmpty(steps);
      gates = Lists.orEmpty(gates);
    }
  }

  /** What must be so before a step of Recovery ends: exactly one of its four forms. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Gate(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription("Name of an entry of spec.signals, with above or below.")
          @Nullable String signal,
      @JsonPropertyDescription("Open while the signal is above this.") @Nullable Double above,
      @JsonPropertyDescription("Open while the signal is below this.") @Nullable Double below,
      @JsonPropertyDescription("Name of an OperatingMode in this namespace, instead of signal.")
          @Nullable String operatingMode,
      @JsonPropertyDescription("Open while that one is in one of these modes. Default Target.")
          List<String> modes,
      @JsonPropertyDescription("A Job that must succeed, instead of signal.")
          GateCheck.@Nullable Job job,
      @JsonPropertyDescription("A URL that must answer 2xx, instead of signal.")
          GateCheck.@Nullable Webhook webhook) {

    public Gate {
      modes = Lists.orEmpty(modes);
    }
  }

  /** Another workload that this one needs. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Dependency(
      @JsonPropertyDescription("Name of an OperatingMode.") @Nullable String operatingMode,
      @JsonPropertyDescription(
              "Its namespace, which it lists in exportTo this one's. Omitted: this namespace.")
          @Nullable String namespace) {}

  /** How the wait before Recovery grows: the dwell times 2 to the number of repetitions. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record BackOff(
      @JsonPropertyDescription(
              "How soon after Target was reached a move away from it is a repetition. Default 30m.")
          @Nullable String window,
      @JsonPropertyDescription("Longest wait; never less than the dwell. Default 1h.")
          @Nullable String cap,
      @JsonPropertyDescription("Time in Target that takes one repetition off. Default 1h.")
          @Nullable String decay) {}

  /** A protective mode at certain times. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Schedule(
      @JsonPropertyDescription("Name, unique in this resource.") @Nullable String name,
      @JsonPropertyDescription(
              "When it begins, as cron: minute, hour, day of month, month, day of week.")
          @Nullable String cron,
      @JsonPropertyDescription("Time zone of cron, such as Europe/Zurich. Default UTC.")
          @Nullable String timeZone,
      @JsonPropertyDescription("How long it lasts, such as 2h.") @Nullable String duration,
      @JsonPropertyDescription("Degraded or Floor.") @Nullable String mode) {}
}
