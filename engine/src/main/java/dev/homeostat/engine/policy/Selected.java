package dev.homeostat.engine.policy;

import java.util.List;

/**
 * The objects that have the labels which a resource names, as they were seen last.
 *
 * @param of what was looked for
 * @param names of those that were found, in order; one more than may be used where there are more
 * @param trouble why nobody knows: what was expected, what was found, and what to do; empty where
 *     they are known
 */
public record Selected(ObjectSelection of, List<String> names, String trouble) {

  public Selected {
    names = names.stream().sorted().toList();
  }
}
