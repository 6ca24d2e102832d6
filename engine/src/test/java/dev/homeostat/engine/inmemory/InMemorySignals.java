package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers that a test scripts; every call is counted. */
public final class InMemorySignals implements Signals {

  private @Nullable Function<Query, Reading> script =
      query -> new Reading.Missing("NoSeries", "no series matches " + query.expression());
  private final List<Set<Query>> asked = new ArrayList<>();

  /** What is answered from now on. */
  public void answer(Function<Query, Reading> newScript) {
    script = newScript;
  }

  /** No question is answered from now on, not even with a reason. */
  public void answerNothing() {
    script = null;
  }

  /** How often the source was asked. */
  public int calls() {
    return asked.size();
  }

  /** The questions of each call. */
  public List<Set<Query>> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    asked.add(Set.copyOf(queries));
    Map<Query, Reading> answers = new HashMap<>();
    if (script != null) {
      queries.forEach(query -> answers.put(query, script.apply(query)));
    }
    return answers;
  }
}
