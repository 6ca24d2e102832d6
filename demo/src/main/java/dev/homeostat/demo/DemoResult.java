package dev.homeostat.demo;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the demo came to; the document that {@code --output json} prints.
 *
 * @param seed of the run
 * @param embedded what stands in this process for something that is real elsewhere
 * @param without figures of the copy that nobody helped
 * @param with figures of the copy under Homeostat
 * @param moves of the copy under Homeostat
 * @param report file of the report; null where none was written
 * @param trace what a report draws; no part of the document
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DemoResult(
    long seed,
    List<String> embedded,
    Figures without,
    Figures with,
    List<TimedMove> moves,
    @Nullable String report,
    @JsonIgnore DemoTrace trace) {

  /** The same, with a report. */
  public DemoResult withReport(String file) {
    return new DemoResult(seed, embedded, without, with, moves, file, trace);
  }

  /**
   * One move.
   *
   * @param atSeconds since second 0
   * @param from mode that was left, such as {@code Target}
   * @param to mode that was entered
   * @param reason why
   */
  public record TimedMove(int atSeconds, String from, String to, String reason) {}
}
