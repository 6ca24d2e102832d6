package dev.homeostat.sim.metrics;

import java.util.Collection;
import java.util.Comparator;

/** What to say to a name that is not known: which of the known ones is nearest. */
public final class NearestName {

  /** A message that names what was found, and the nearest of what there is. */
  public static String refusal(String kind, String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(right -> distance(name, right)))
        .map(nearest -> "no " + kind + " is named " + name + "; the nearest is " + nearest)
        .orElse("no " + kind + " is named " + name + ", and there is none at all");
  }

  /** How many letters to insert, delete or replace (Levenshtein). */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= left.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[right.length()];
  }

  private NearestName() {}
}
