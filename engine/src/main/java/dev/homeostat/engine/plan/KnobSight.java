package dev.homeostat.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.homeostat.engine.policy.Problem;
import org.jspecify.annotations.Nullable;

/** What the object that holds a knob says now. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = KnobSight.Seen.class, name = "seen"),
  @JsonSubTypes.Type(value = KnobSight.Gone.class, name = "gone"),
  @JsonSubTypes.Type(value = KnobSight.Hidden.class, name = "hidden")
})
public sealed interface KnobSight {

  /**
   * The value was read.
   *
   * @param uid identity of the object
   * @param value in the knob's unit; NaN where the text holds none
   * @param text of the field
   * @param manager who set it last; empty where nobody is known
   * @param note our annotation on the object; empty where there is none
   * @param barrier why a write would not reach who reads the field; null where it would
   */
  record Seen(
      String uid, double value, String text, String manager, String note, @Nullable Problem barrier)
      implements KnobSight {}

  /**
   * The object or its field is not there.
   *
   * @param problem what to do
   */
  record Gone(Problem problem) implements KnobSight {}

  /**
   * There is something, but it could not be read, or it is another's.
   *
   * @param problem what to do
   */
  record Hidden(Problem problem) implements KnobSight {}
}
