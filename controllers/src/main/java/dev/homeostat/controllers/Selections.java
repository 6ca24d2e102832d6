package dev.homeostat.controllers;

import dev.homeostat.engine.policy.ObjectSelection;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The objects that the resources of one namespace select by labels, as they were seen last. Those
 * that nobody can see any more count as they did: an API server that is away takes none of them.
 */
final class Selections {

  private static final long EVERY_MILLIS = 10_000;

  private final Function<ObjectSelection, Selected> reader;
  private final LongSupplier millis;
  private List<Selected> known = List.of();
  private Set<ObjectSelection> wanted = Set.of();
  private long lookedMillis;

  /**
   * Nothing is known yet.
   *
   * @param reader looks for them
   * @param millis monotonic time
   */
  Selections(Function<ObjectSelection, Selected> reader, LongSupplier millis) {
    this.reader = reader;
    this.millis = millis;
  }

  /** Takes in what is declared; what is new is looked for at once. */
  void declare(PolicySet set) {
    Set<ObjectSelection> now = ObjectSelection.of(set);
    if (!now.equals(wanted)) {
      wanted = now;
      look();
    }
  }

  /** Looks again when it is time; whether something else is known now. */
  boolean refresh() {
    if (wanted.isEmpty() || millis.getAsLong() - lookedMillis < EVERY_MILLIS) {
      return false;
    }
    List<Selected> before = known;
    look();
    return !known.equals(before);
  }

  List<Selected> known() {
    return known;
  }

  private void look() {
    lookedMillis = millis.getAsLong();
    List<Selected> found = new ArrayList<>(wanted.size());
    for (ObjectSelection one : wanted) {
      Selected now = reader.apply(one);
      found.add(now.trouble().isEmpty() ? now : before(now));
    }
    known = List.copyOf(found);
  }

  private Selected before(Selected now) {
    for (Selected one : known) {
      if (one.of().equals(now.of()) && one.trouble().isEmpty()) {
        return one;
      }
    }
    return now;
  }
}
