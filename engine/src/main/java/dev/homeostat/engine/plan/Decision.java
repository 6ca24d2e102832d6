package dev.homeostat.engine.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Task;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import dev.homeostat.slo.Guarantee;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation concluded.
 *
 * @param atMillis when, milliseconds since the epoch
 * @param number number of the last move or step
 * @param mode the mode now
 * @param step index of Recovery's step; 0 in the other modes
 * @param move the move, or null where the mode stays
 * @param reason why it moved, or returned to earlier settings, for people; else empty
 * @param overdue whether it has been in its mode for so long that a person is called
 * @param waitsFor what keeps it from rising beside its signals, for people
 * @param knobs what each knob should be
 * @param restores fields to give back, first
 * @param writes fields to set, then
 * @param problems what stands in the way
 * @param save whether the state must be saved before anything is written
 * @param loops what each control loop does
 * @param guarantee consistency guarantee now; null where none is declared
 * @param tasks what is begun outside, last
 * @param released whether nothing is held any more by a resource that is being deleted
 */
public record Decision(
    long atMillis,
    long number,
    Mode mode,
    int step,
    @Nullable Move move,
    String reason,
    boolean overdue,
    List<String> waitsFor,
    List<KnobDecision> knobs,
    List<ObjectRestore> restores,
    List<ObjectWrite> writes,
    List<Problem> problems,
    boolean save,
    List<LoopDecision> loops,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable Guarantee guarantee,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Task> tasks,
    boolean released) {

  /**
   * What one knob should be.
   *
   * @param name of the knob
   * @param text what its field should hold now; empty until it was seen
   * @param goal where its ramp leads, in its unit
   */
  public record KnobDecision(String name, String text, double goal) {}

  /**
   * What one control loop does.
   *
   * @param name of its resource
   * @param phase what it does
   * @param reason why, for people; empty where it is as it should be
   * @param measured its signal; NaN where that is missing
   * @param output where it wants its knob; NaN where it does not
   */
  public record LoopDecision(
      String name, LoopPhase phase, String reason, double measured, double output) {}

  public Decision {
    loops = List.copyOf(loops);
    waitsFor = List.copyOf(waitsFor);
    knobs = List.copyOf(knobs);
    restores = List.copyOf(restores);
    writes = List.copyOf(writes);
    problems = List.copyOf(problems);
    tasks = tasks == null ? List.of() : List.copyOf(tasks);
  }
}
