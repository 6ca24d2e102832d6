package dev.homeostat.replay;

import dev.homeostat.engine.JournalCodec;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
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
      throw new ReplayException(journal + ":" + number + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new ReplayException(
          "there is no file " + journal + "; write one with demo --journal " + journal);
    } catch (MalformedInputException e) {
      throw new ReplayException(journal + ":" + (number + 1) + ": expected text in UTF-8");
    } catch (IOException e) {
      throw new ReplayException(journal + " cannot be read: " + e);
    }
    if (replay.decisions == 0) {
      throw new ReplayException(journal + " holds no decision; expected the journal of a run");
    }
    return new Result(replay.decisions, null);
  }

  private @Nullable Difference take(String line, long number)
      throws ReplayException, JournalCodec.FormatException {
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
      throws ReplayException {
    Workload workload = workloads.get(evaluated.resource());
    WorkloadState state = states.get(evaluated.resource());
    if (workload == null || state == null) {
      throw new ReplayException(
          "line "
              + number
              + " evaluates "
              + evaluated.resource()
              + ", which no line before declares and starts; replay a whole journal");
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

  private Replay() {}
}
