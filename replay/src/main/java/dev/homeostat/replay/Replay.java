package dev.homeostat.replay;

import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans every recorded evaluation again and compares the decisions byte for byte. */
public final class Replay {

  private final Map<ResourceId, Workload> workloads = new HashMap<>();
  private final Map<ResourceId, WorkloadState> states = new HashMap<>();
  private long decisions;

  /**
   * What a replay found.
   *
   * @param decisions how many were planned again
   * @param difference the first that came out otherwise; null where all are the same
   */
  public record Result(long decisions, @Nullable Difference difference) {}

  /**
   * A decision that came out otherwise.
   *
   * @param line of the journal, from 1
   * @param recorded the decision in the journal
   * @param replayed the decision now
   */
  public record Difference(long line, String recorded, String replayed) {}

  /** A journal that cannot be replayed: what is wrong, where, and what to do. */
  public static final class ReplayException extends Exception {
    private static final long serialVersionUID = 1;

    ReplayException(String message) {
      super(message);
    }
  }

  /** An entry that does not follow from those before it. */
  private static final class MisfitException extends Exception {
    private static final long serialVersionUID = 1;

    MisfitException(String message) {
      super(message);
    }
  }

  /** Replays a file. */
  public static Result run(Path journal) throws ReplayException {
    Replay replay = new Replay();
    long number = 0;
    try (BufferedReader reader = Files.newBufferedReader(journal)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        Difference difference = replay.take(line, number);
        if (difference != null) {
          return new Result(replay.decisions, difference);
        }
      }
    } catch (JournalCodec.FormatException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no entry");
      throw new ReplayException(
          journal
              + ":"
              + number
              + ": "
              + message
              + (message.contains("; ")
                  ? ""
                  : "; give a file that demo --journal wrote, or the entries of an operator's"
                      + " log"));
    } catch (MisfitException e) {
      throw new ReplayException(journal + ":" + number + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new ReplayException(
          "there is no file " + journal + "; write one with ./homeostat demo --journal " + journal);
    } catch (MalformedInputException e) {
      throw new ReplayException(
          journal
              + ": expected text in UTF-8, found other bytes; give a file that demo --journal"
              + " wrote");
    } catch (AccessDeniedException e) {
      throw new ReplayException(journal + " may not be read by this user; see its mode and owner");
    } catch (IOException e) {
      throw new ReplayException(
          journal
              + " cannot be read: "
              + (Files.isDirectory(journal) ? "it is a folder; name a file in it" : e.toString()));
    }
    if (replay.decisions == 0) {
      throw new ReplayException(
          journal + " holds no decision; give the journal of a run that went on for a while");
    }
    return new Result(replay.decisions, null);
  }

  private @Nullable Difference take(String line, long number)
      throws MisfitException, JournalCodec.FormatException {
    JournalEntry entry = JournalCodec.read(line);
    if (entry instanceof JournalEntry.Declared declared) {
      PolicyCompiler.compile(declared.set())
          .workloads()
          .forEach(workload -> workloads.put(workload.id(), workload));
    } else if (entry instanceof JournalEntry.Started started) {
      states.put(started.resource(), started.state());
    } else if (entry instanceof JournalEntry.Evaluated evaluated) {
      return evaluate(evaluated, number);
    }
    return null;
  }

  private @Nullable Difference evaluate(JournalEntry.Evaluated evaluated, long number)
      throws MisfitException {
    Workload workload = workloads.get(evaluated.resource());
    WorkloadState state = states.get(evaluated.resource());
    if (workload == null || state == null) {
      throw new MisfitException(
          evaluated.resource()
              + " is evaluated, and no line before declares and starts it; give a whole journal");
    }
    if (!fits(workload, state, evaluated.inputs())) {
      throw new MisfitException(
          "expected a signal, a knob and a loop for each that "
              + workload.id()
              + " declares, found others; give a journal as it was written");
    }
    Planned planned = Planner.plan(workload, state, evaluated.inputs());
    decisions++;
    if (evaluated.saved()) {
      states.put(evaluated.resource(), planned.state());
    }
    String recorded = JournalCodec.write(evaluated.decision());
    String replayed = JournalCodec.write(planned.decision());
    return recorded.equals(replayed) ? null : new Difference(number, recorded, replayed);
  }

  private static boolean fits(Workload workload, WorkloadState state, Inputs inputs) {
    return inputs.signals().size() == workload.signals().size()
        && inputs.knobs().size() == workload.knobs().size()
        && inputs.leftovers().size() == state.leftovers().size()
        && inputs.loopSignals().size() == workload.loops().signals().size()
        && state.loops().size() == workload.loops().all().size()
        && state.knobs().size() == workload.knobs().size()
        && state.mode().timers().size() == workload.modes().conditionCount();
  }

  private Replay() {}
}
