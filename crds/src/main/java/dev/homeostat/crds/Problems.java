package dev.homeostat.crds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file. */
final class Problems {

  /** A hostile file of 1 MiB can hold half a million problems; nobody reads more than these. */
  static final int MAX_LISTED = 1_000;

  private final String file;
  private final List<ManifestProblem> listed = new ArrayList<>();
  private int count;

  Problems(String file) {
    this.file = file;
  }

  void add(Place place, String message) {
    count++;
    if (listed.size() < MAX_LISTED) {
      listed.add(new ManifestProblem(file, place.line(), place.path().toString(), message));
    }
  }

  /** A problem of the file or a document as a whole. */
  void add(int line, String message) {
    add(new Place(line, FieldPath.ROOT), message);
  }

  /** How many were found, listed or not. */
  int count() {
    return count;
  }

  List<ManifestProblem> byLine() {
    List<ManifestProblem> sorted = new ArrayList<>(listed);
    sorted.sort(
        Comparator.comparingInt(ManifestProblem::line)
            .thenComparing(ManifestProblem::path)
            .thenComparing(ManifestProblem::message));
    if (count > listed.size()) {
      int lastLine = sorted.get(sorted.size() - 1).line();
      String message =
          "found %d problems, of which %d are listed; mend these and check again"
              .formatted(count, listed.size());
      sorted.add(new ManifestProblem(file, lastLine, "", message));
    }
    return List.copyOf(sorted);
  }
}
