package dev.homeostat.modes;

import java.util.List;

/**
 * Conditions that must all hold together to enter a mode. It is over when any condition that has an
 * exit has passed it.
 *
 * @param conditions at least one, of which at least one has an exit
 */
public record Clause(List<Condition> conditions) {

  public Clause {
    conditions = List.copyOf(conditions);
    if (conditions.stream().noneMatch(Condition::hasExit)) {
      throw new IllegalArgumentException("a clause needs a condition with an exit");
    }
  }
}
