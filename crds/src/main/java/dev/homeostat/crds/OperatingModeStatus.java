package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an OperatingMode reports, and what it needs after a restart. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OperatingModeStatus(
    @JsonPropertyDescription("Generation of the spec that this status answers.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Target, Degraded, Floor or Recovery.") @Nullable String mode,
    @JsonPropertyDescription("When the mode was entered.") @Nullable String modeSince,
    @JsonPropertyDescription("How much of the mode's dwell has been served, in milliseconds.")
        @Nullable Long dwelledMillis,
    @JsonPropertyDescription("Recovery: index of its step, from 0.") @Nullable Long step,
    @JsonPropertyDescription("What earlier moves ask of the next.") @Nullable WaitsStatus waits,
    @JsonPropertyDescription("Whether an override has sent it where it is.")
        @Nullable Boolean overridden,
    @JsonPropertyDescription("Number of the last move or step.") @Nullable Long decision,
    @JsonPropertyDescription("What keeps it from rising beside its signals; omitted where nothing.")
        @Nullable String waitsFor,
    @JsonPropertyDescription(
            "While nothing may be written: the mode that Enforce would be in, and what each knob"
                + " would be sent to.")
        @Nullable String wouldBe,
    @JsonPropertyDescription("Consistency guarantee now; omitted where none is declared.")
        @Nullable String guarantee,
    @JsonPropertyDescription("Actions that are not done yet.") List<ActionStatus> actions,
    @JsonPropertyDescription("The last 20 moves, the newest first.") List<MoveStatus> journal,
    @JsonPropertyDescription("The knobs, and the fields still held.") List<KnobStatus> knobs,
    @JsonPropertyDescription("Where the knobs were sent, and what is held of it.")
        @Nullable SettingsStatus settings,
    @JsonPropertyDescription("What is remembered of the ControlLoops on its knobs.")
        List<LoopMemory> loops,
    @JsonPropertyDescription("Ready, and what stands in its way.") List<Condition> conditions) {

  public OperatingModeStatus {
    actions = Lists.orEmpty(actions);
    journal = Lists.orEmpty(journal);
    knobs = Lists.orEmpty(knobs);
    loops = Lists.orEmpty(loops);
    conditions = Lists.orEmpty(conditions);
  }

  /** One move. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record MoveStatus(
      @JsonPropertyDescription("When.") @Nullable String at,
      @JsonPropertyDescription("Number of the decision.") @Nullable Long decision,
      @JsonPropertyDescription("The mode that was left.") @Nullable String from,
      @JsonPropertyDescription("The mode that was entered.") @Nullable String to,
      @JsonPropertyDescription("Why; cut where it is long.") @Nullable String why) {}

  /** What earlier moves ask of the next ones; a time is left out where nothing happened. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record WaitsStatus(
      @JsonPropertyDescription("How often it came back too soon; the wait doubles with each.")
          @Nullable Long repeats,
      @JsonPropertyDescription("Time since Degraded was left for Recovery, in milliseconds.")
          @Nullable Long leftDegradedMillis,
      @JsonPropertyDescription("Time since Floor was left for Recovery, in milliseconds.")
          @Nullable Long leftFloorMillis,
      @JsonPropertyDescription("Time since Target was reached, in milliseconds.")
          @Nullable Long reachedTargetMillis,
      @JsonPropertyDescription("How long sources that were out still settle, in milliseconds.")
          @Nullable Long settlingMillis) {}

  /** One knob, or one field that is still held and that the spec no longer names. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record KnobStatus(
      @JsonPropertyDescription("Name in the spec; empty for a field that it no longer names.")
          @Nullable String name,
      @JsonPropertyDescription("Text that its field should hold.") @Nullable String value,
      @JsonPropertyDescription("Start of its ramp, in its unit.") @Nullable Double origin,
      @JsonPropertyDescription("End of its ramp, in its unit.") @Nullable Double goal,
      @JsonPropertyDescription("Value from which Recovery's percentages run, in its unit.")
          @Nullable Double climbFrom,
      @JsonPropertyDescription("What the field held before it was taken over.")
          @Nullable HeldField held) {}

  /** A field that was taken over, and what it held before. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record HeldField(
      @JsonPropertyDescription("API group of the object.") @Nullable String group,
      @JsonPropertyDescription("API version of the object.") @Nullable String version,
      @JsonPropertyDescription("Plural resource name of the object.") @Nullable String resource,
      @JsonPropertyDescription("Name of the object.") @Nullable String name,
      @JsonPropertyDescription("JSON pointer of the field.") @Nullable String path,
      @JsonPropertyDescription("UID of the object.") @Nullable String uid,
      @JsonPropertyDescription("Text before the first write.") @Nullable String before,
      @JsonPropertyDescription("Field manager that had set it.") @Nullable String manager,
      @JsonPropertyDescription("Whether a write was seen in it.") @Nullable Boolean landed) {}
}
