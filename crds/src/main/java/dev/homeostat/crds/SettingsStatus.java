package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an OperatingMode remembers of where its knobs were sent. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SettingsStatus(
    @JsonPropertyDescription("The last 10 sets of settings, the newest first.") List<Set> history,
    @JsonPropertyDescription("The change that is watched.") @Nullable Watch watch,
    @JsonPropertyDescription("A change that only some of the objects have so far.")
        @Nullable Trial trial,
    @JsonPropertyDescription("The set that was returned to, and that is held.")
        @Nullable Rollback rollback) {

  public SettingsStatus {
    history = Lists.orEmpty(history);
  }

  /** Where all knobs were sent at one time. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Set(
      @JsonPropertyDescription("Its number, which a ModeOverride names as toRevision.")
          @Nullable Long revision,
      @JsonPropertyDescription("Since when.") @Nullable String at,
      @JsonPropertyDescription("The mode then.") @Nullable String mode,
      @JsonPropertyDescription("One value a knob.") List<Value> values) {

    public Set {
      values = Lists.orEmpty(values);
    }
  }

  /** One knob of a set, or one signal of a watch. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Value(
      @JsonPropertyDescription("Name of the knob.") @Nullable String name,
      @JsonPropertyDescription("Its value.") @Nullable String value) {}

  /** A change that is watched. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Watch(
      @JsonPropertyDescription("What each compared signal was before; a word where nobody knows.")
          List<String> before,
      @JsonPropertyDescription("For how long it has been watched, in milliseconds.")
          @Nullable Long watchedMillis) {

    public Watch {
      before = Lists.orEmpty(before);
    }
  }

  /** A change that only some of the objects have so far. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Trial(
      @JsonPropertyDescription("Number of the set before it.") @Nullable Long revision,
      @JsonPropertyDescription("For how long it has been found good, in milliseconds.")
          @Nullable Long bakedMillis,
      @JsonPropertyDescription("The set before it: one value a knob.") List<Value> values) {

    public Trial {
      values = Lists.orEmpty(values);
    }
  }

  /** A set that was returned to. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Rollback(
      @JsonPropertyDescription("Number of the set.") @Nullable Long revision,
      @JsonPropertyDescription("The ModeOverride that asks for it; omitted where none does.")
          @Nullable String override,
      @JsonPropertyDescription("Why.") @Nullable String why,
      @JsonPropertyDescription("For how long it has been held, in milliseconds.")
          @Nullable Long heldMillis,
      @JsonPropertyDescription("The set: one value a knob.") List<Value> values) {

    public Rollback {
      values = Lists.orEmpty(values);
    }
  }
}
