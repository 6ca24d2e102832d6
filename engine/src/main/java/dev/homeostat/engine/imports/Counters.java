package dev.homeostat.engine.imports;

import dev.homeostat.engine.rules.Selector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an SLO counts.
 *
 * @param errors counters of bad events
 * @param total counters of all events
 */
record Counters(Selector errors, Selector total) {

  /** Stands for what was refused. */
  static final Selector UNKNOWN = new Selector("unknown", List.of());

  private static final Counters NONE = new Counters(UNKNOWN, UNKNOWN);
  private static final int LONGEST = 1024;

  /** Two queries, of bad or good events and of all. */
  record Queries(Source part, Source total) {}

  /** Counters of queries for bad events and for all; refused where they count something else. */
  static Counters ofErrors(Queries queries, ImportNotes notes) {
    CounterQuery errors = query(queries.part(), notes);
    CounterQuery total = query(queries.total(), notes);
    if (errors == null || total == null || differ(errors, total, queries, notes)) {
      return NONE;
    }
    return bounded(new Counters(errors.selector(), total.selector()), queries, notes);
  }

  /** Counters of queries for good events and for all, where the bad ones can be selected. */
  static Counters ofSuccesses(Queries queries, ImportNotes notes) {
    CounterQuery good = query(queries.part(), notes);
    CounterQuery total = query(queries.total(), notes);
    if (good == null || total == null || differ(good, total, queries, notes)) {
      return NONE;
    }
    Selector bad = CounterQuery.bad(good.selector(), total.selector());
    if (bad == null) {
      notes.refuse(
          queries.part(),
          "an SLOChain counts bad events, and they can be selected only where the good ones have"
              + " the selector of the total with one condition more");
      return NONE;
    }
    return bounded(new Counters(bad, total.selector()), queries, notes);
  }

  private static @Nullable CounterQuery query(Source source, ImportNotes notes) {
    String text = source.text();
    CounterQuery query = text == null ? null : CounterQuery.parse(text);
    if (query == null) {
      notes.refuse(
          source,
          text == null
              ? "expected a query of a counter, found none"
              : "expected sum(rate(SELECTOR[{{.window}}])) or a counter's selector, since an"
                  + " SLOChain counts events of one selector; found another expression");
    }
    return query;
  }

  private static boolean differ(
      CounterQuery part, CounterQuery total, Queries queries, ImportNotes notes) {
    boolean differ = !part.function().equals(total.function());
    if (differ) {
      notes.refuse(
          queries.part(), "it and the total use different functions, so their ratio is none");
    }
    return differ;
  }

  private static Counters bounded(Counters counters, Queries queries, ImportNotes notes) {
    if (counters.errors().toString().length() > LONGEST
        || counters.total().toString().length() > LONGEST) {
      notes.refuse(
          queries.part(), "a selector in an SLOChain has at most " + LONGEST + " characters");
    }
    return counters;
  }
}
