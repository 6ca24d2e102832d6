package dev.homeostat.engine.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.homeostat.pid.law.Aimd;
import dev.homeostat.pid.law.ControlLaw;
import dev.homeostat.pid.law.Gradient2;
import dev.homeostat.pid.law.LawInput;
import dev.homeostat.pid.law.LawResult;
import dev.homeostat.pid.law.OnOff;
import dev.homeostat.pid.law.Pid;
import dev.homeostat.pid.law.PidState;
import dev.homeostat.pid.law.StepTable;
import dev.homeostat.pid.law.Vegas;
import org.jspecify.annotations.Nullable;

/** What the law of a loop remembers, told apart by the law. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "law")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LawMemory.OfPid.class, name = "pid"),
  @JsonSubTypes.Type(value = LawMemory.OfAimd.class, name = "aimd"),
  @JsonSubTypes.Type(value = LawMemory.OfGradient.class, name = "gradient"),
  @JsonSubTypes.Type(value = LawMemory.OfVegas.class, name = "vegas"),
  @JsonSubTypes.Type(value = LawMemory.OfOnOff.class, name = "onOff"),
  @JsonSubTypes.Type(value = LawMemory.OfSteps.class, name = "steps")
})
public sealed interface LawMemory {

  /** Of PID. */
  record OfPid(PidState state) implements LawMemory {}

  /** Of AIMD. */
  record OfAimd(Aimd.State state) implements LawMemory {}

  /** Of the gradient limit. */
  record OfGradient(Gradient2.State state) implements LawMemory {}

  /** Of the Vegas limit. */
  record OfVegas(Vegas.State state) implements LawMemory {}

  /** Of on/off. */
  record OfOnOff(OnOff.State state) implements LawMemory {}

  /** Of a table. */
  record OfSteps(StepTable.State state) implements LawMemory {}

  /** A law's turn, with what it remembers seen as of that law. */
  static LawResult<LawMemory> step(ControlLaw<?> law, @Nullable LawMemory memory, LawInput input) {
    return turn(law, memory, input, false);
  }

  /** A law's turn in which it follows the value in force. */
  static LawResult<LawMemory> track(ControlLaw<?> law, @Nullable LawMemory memory, LawInput input) {
    return turn(law, memory, input, true);
  }

  private static LawResult<LawMemory> turn(
      ControlLaw<?> law, @Nullable LawMemory memory, LawInput input, boolean tracks) {
    if (law instanceof Pid pid) {
      PidState state = memory instanceof OfPid of ? of.state() : pid.start(input.applied());
      return sealed(tracks ? pid.track(state, input) : pid.step(state, input));
    }
    if (law instanceof Aimd aimd) {
      Aimd.State state = memory instanceof OfAimd of ? of.state() : aimd.start(input.applied());
      return sealed(tracks ? aimd.track(state, input) : aimd.step(state, input));
    }
    if (law instanceof Gradient2 gradient) {
      Gradient2.State state =
          memory instanceof OfGradient of ? of.state() : gradient.start(input.applied());
      return sealed(tracks ? gradient.track(state, input) : gradient.step(state, input));
    }
    if (law instanceof Vegas vegas) {
      Vegas.State state = memory instanceof OfVegas of ? of.state() : vegas.start(input.applied());
      return sealed(tracks ? vegas.track(state, input) : vegas.step(state, input));
    }
    if (law instanceof OnOff onOff) {
      OnOff.State state = memory instanceof OfOnOff of ? of.state() : onOff.start(input.applied());
      return sealed(tracks ? onOff.track(state, input) : onOff.step(state, input));
    }
    StepTable table = (StepTable) law;
    StepTable.State state =
        memory instanceof OfSteps of ? of.state() : table.start(input.applied());
    return sealed(tracks ? table.track(state, input) : table.step(state, input));
  }

  private static <S> LawResult<LawMemory> sealed(LawResult<S> result) {
    if (result instanceof LawResult.Stepped<S> stepped) {
      return new LawResult.Stepped<>(of(stepped.state()), stepped.output());
    }
    LawResult.Hold<S> hold = (LawResult.Hold<S>) result;
    return new LawResult.Hold<>(hold.reason(), hold.found());
  }

  private static LawMemory of(Object state) {
    if (state instanceof PidState pid) {
      return new OfPid(pid);
    }
    if (state instanceof Aimd.State aimd) {
      return new OfAimd(aimd);
    }
    if (state instanceof Gradient2.State gradient) {
      return new OfGradient(gradient);
    }
    if (state instanceof Vegas.State vegas) {
      return new OfVegas(vegas);
    }
    return state instanceof OnOff.State onOff
        ? new OfOnOff(onOff)
        : new OfSteps((StepTable.State) state);
  }
}
