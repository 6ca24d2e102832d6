package dev.homeostat.modes;

import java.util.List;

/**
 * Conditions that must all hold together to enter a protective mode. It is over when any condition
 * that has an exit has passed it.
 *
 * @param enters the mode that it leads to: Degraded or Floor
 * @param emergency whether it leads to Floor without waiting for anything
 * @param conditions at least one, of which at least one has an exit
 */
public record Clause(Mode enters, boolean emergency, List<Condition> conditions) {

  public Clause {
    conditions = List.copyOf(conditions);
    if (conditions.stream().noneMatch(Condition::hasExit)) {
      throw new IllegalArgumentException("a clause needs a condition with an exit");
    }
    if (enters != Mode.FLOOR && (emergency || enters != Mode.DEGRADED)) {
      throw new IllegalArgumentException("no clause leads to " + enters + " so");
    }
  }
}
