package dev.homeostat.controllers.prometheus;

import dev.homeostat.engine.port.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a source made of one question. */
sealed interface Answer {

  /** How much a failure says about the questions beside it. */
  enum Blame {
    /** Every other question fails alike. */
    SOURCE,
    /** The source, where many fail so in a row; else this question. */
    EITHER,
    /** This question alone: the source is well. */
    QUESTION
  }

  /** No number. */
  record Failed(Reading.Missing missing, Blame blame) implements Answer {

    static Failed of(Blame blame, String reason, String message) {
      return new Failed(new Reading.Missing(reason, message), blame);
    }
  }

  /**
   * One number.
   *
   * @param labels of its series; none for a scalar
   * @param value may be anything a float can be
   * @param atMillis evaluation time, milliseconds since the epoch
   */
  record Row(Map<String, String> labels, double value, long atMillis) {

    /** The labels with some names; a label that it does not have is left out. */
    Map<String, String> project(Set<String> names) {
      Map<String, String> found = new HashMap<>();
      for (String name : names) {
        String value = labels.get(name);
        if (value != null) {
          found.put(name, value);
        }
      }
      return found;
    }
  }

  /** Numbers; those with the label that {@link Promql} adds say when a sample was taken. */
  final class Rows implements Answer {

    private final List<Row> rows;
    private final Map<Set<String>, Map<Map<String, String>, List<Row>>> indexes =
        new ConcurrentHashMap<>();

    Rows(List<Row> rows) {
      this.rows = List.copyOf(rows);
    }

    List<Row> all() {
      return rows;
    }

    /** The rows that have these labels, among others; found without looking at all of them. */
    List<Row> with(Map<String, String> labels) {
      return indexes
          .computeIfAbsent(Set.copyOf(labels.keySet()), this::index)
          .getOrDefault(labels, List.of());
    }

    private Map<Map<String, String>, List<Row>> index(Set<String> names) {
      Map<Map<String, String>, List<Row>> index = new HashMap<>();
      for (Row row : rows) {
        index.computeIfAbsent(row.project(names), labels -> new ArrayList<>(2)).add(row);
      }
      return index;
    }
  }
}
