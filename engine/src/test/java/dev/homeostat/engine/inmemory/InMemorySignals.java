package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Answers that a test scripts; every call is counted. */
public final class InMemorySignals implements Signals {

  private Function<Query, Reading> script =
      query -> new Reading.Missing("NoSeries", "no series matches " + query.expression());
  private int calls;

  /** What is answered from now on. */
  public void answer(Function<Query, Reading> newScript) {
    script = newScript;
  }

  /** How often the source was asked. */
  public int calls() {
    return calls;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    calls++;
    Map<Query, Reading> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, script.apply(query)));
    return answers;
  }
}
