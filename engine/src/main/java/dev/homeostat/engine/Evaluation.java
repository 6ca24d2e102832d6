package dev.homeostat.engine;

import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one turn of the loop did for one workload.
 *
 * @param resource the workload's resource
 * @param decision what was concluded; null while its objects could not all be read after a restart
 * @param failures what could not be read, saved or written
 */
public record Evaluation(ResourceId resource, @Nullable Decision decision, List<Problem> failures) {

  public Evaluation {
    failures = List.copyOf(failures);
  }
}
