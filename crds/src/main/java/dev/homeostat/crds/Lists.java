package dev.homeostat.crds;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the absent lists of a decoded resource into empty ones. */
final class Lists {

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  private Lists() {}
}
