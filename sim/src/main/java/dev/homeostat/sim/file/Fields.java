package dev.homeostat.sim.file;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one file's fields and collects what is wrong with them. After a problem a
 * value stands for itself no more, and only further problems are looked for.
 */
final class Fields {

  private final Origin origin;
  private final List<ManifestProblem> problems = new ArrayList<>();

  Fields(Origin origin) {
    this.origin = origin;
  }

  void problem(String path, String message) {
    problems.add(origin.problem(path, message));
  }

  List<ManifestProblem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(ManifestProblem::line)).toList();
  }

  /** A time in seconds that must be there. */
  double seconds(String path, @Nullable String text, Bounds bounds) {
    if (text == null) {
      return missing(path, "a time such as 90s, 250ms or 0.5s", bounds);
    }
    OptionalDouble seconds = TimeText.seconds(text);
    if (seconds.isEmpty()) {
      problem(
          path,
          "expected a time such as 90s, 250ms or 0.5s, found \""
              + text.substring(0, Math.min(text.length(), 20))
              + "\"; write a number with one of us, ms, s, m, h and d");
      return bounds.most();
    }
    return checked(path, seconds.getAsDouble(), bounds, " s");
  }

  double seconds(String path, @Nullable String text, Bounds bounds, double otherwise) {
    return text == null ? otherwise : seconds(path, text, bounds);
  }

  /** A number that must be there. */
  double number(String path, @Nullable Double value, Bounds bounds) {
    return value == null
        ? missing(path, "a number " + bounds.words(""), bounds)
        : checked(path, value, bounds, "");
  }

  double number(String path, @Nullable Double value, Bounds bounds, double otherwise) {
    return value == null ? otherwise : number(path, value, bounds);
  }

  /** A whole number that must be there. */
  int whole(String path, @Nullable Long value, Bounds bounds) {
    return (int)
        (value == null
            ? missing(path, "a whole number " + bounds.words(""), bounds)
            : checked(path, value, bounds, ""));
  }

  int whole(String path, @Nullable Long value, Bounds bounds, int otherwise) {
    return value == null ? otherwise : whole(path, value, bounds);
  }

  /** What is made of a section's fields; what does not fit together is a problem of the section. */
  <T> @Nullable T made(String path, Supplier<T> from) {
    int before = problems.size();
    try {
      T made = from.get();
      return problems.size() == before ? made : null;
    } catch (IllegalArgumentException e) {
      if (problems.size() == before) {
        problem(path, String.valueOf(e.getMessage()));
      }
      return null;
    }
  }

  private double missing(String path, String expected, Bounds bounds) {
    problem(path, "expected " + expected + ", found none; write it");
    return bounds.most();
  }

  private double checked(String path, double value, Bounds bounds, String unit) {
    if (bounds.hold(value)) {
      return value;
    }
    problem(
        path,
        "expected a value "
            + bounds.words(unit)
            + ", found "
            + Bounds.text(value)
            + unit
            + "; correct it");
    return bounds.most();
  }
}
