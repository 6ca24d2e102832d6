package dev.homeostat.crds;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that a misspelt one was meant to be. */
final class NearestName {

  /** No name of the project is longer; it bounds the cost of a hostile one. */
  private static final int MAX_CHARS = 64;

  /** What to do about an unknown name: the nearest one, or all that are known. */
  static String advice(String unknown, String noun, Collection<String> known) {
    String nearest = among(unknown, known);
    return nearest == null
        ? "known " + noun + ": " + String.join(", ", known)
        : "did you mean " + nearest + "?";
  }

  /** The nearest of the known names, if one is near: a third of its letters may differ. */
  static @Nullable String among(String unknown, Collection<String> known) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int allowed = Math.max(1, name.length() / 3);
      if (unknown.length() > MAX_CHARS || Math.abs(unknown.length() - name.length()) > allowed) {
        continue;
      }
      int distance = distance(unknown.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance <= allowed && distance < least) {
        nearest = name;
        least = distance;
      }
    }
    return nearest;
  }

  /**
   * Edits between two words: inserted, deleted and replaced letters, and swapped neighbours (the
   * optimal string alignment distance).
   */
  static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        edits[i][j] =
            Math.min(
                Math.min(edits[i - 1][j], edits[i][j - 1]) + 1, edits[i - 1][j - 1] + replaced);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[from.length()][to.length()];
  }

  private NearestName() {}
}
