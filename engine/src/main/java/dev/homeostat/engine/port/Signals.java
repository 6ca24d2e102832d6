package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.Query;
import java.util.Map;
import java.util.Set;

/** Where numbers come from. */
public interface Signals {

  /**
   * Answers all questions of one evaluation together.
   *
   * @return one reading a query; a query without one counts as missing. Failures are readings,
   *     never exceptions.
   */
  Map<Query, Reading> read(Set<Query> queries);
}
