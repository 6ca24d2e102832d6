package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random policies and what may happen to them.
 *
 * <p>Every condition is over at {@link #CALM}, ill beyond 10 or below 0, and inside its band in
 * between, so that each of these is met often.
 */
final class World {

  static final int SIGNALS = 3;
  static final long INTERVAL_MILLIS = 10_000;
  static final long LONGEST_EXIT_FOR_MILLIS = 25_000;
  static final long LONGEST_DWELL_MILLIS = 100_000;
  static final long LONGEST_COOLDOWN_MILLIS = 90_000;
  static final double CALM = 4;

  /** What a signal does at one evaluation. */
  enum Stamp {
    FRESH,
    REPEATED,
    OLDER,
    AHEAD
  }

  /**
   * One evaluation.
   *
   * @param elapsedMillis how far the clock moves; negative where it is set back
   * @param values one a signal
   * @param stamp of all samples
   */
  record Event(
      long elapsedMillis,
      List<Double> values,
      Stamp stamp,
      boolean upwardAllowed,
      boolean confirmed,
      Guidance guidance) {

    Event unguided() {
      return new Event(elapsedMillis, values, stamp, upwardAllowed, confirmed, Guidance.NONE);
    }
  }

  static Event calm() {
    return new Event(
        INTERVAL_MILLIS, List.of(CALM, CALM, CALM), Stamp.FRESH, true, true, Guidance.NONE);
  }

  /** The inputs that events lead to, on one clock. */
  static List<ModeInputs> inputs(long startMillis, List<Event> events) {
    List<ModeInputs> inputs = new ArrayList<>();
    long nowMillis = startMillis;
    long stampMillis = startMillis;
    for (Event event : events) {
      nowMillis += event.elapsedMillis();
      stampMillis =
          switch (event.stamp()) {
            case FRESH -> nowMillis;
            case REPEATED -> stampMillis;
            case OLDER -> stampMillis - 3_000;
            case AHEAD -> nowMillis + 7_000;
          };
      List<Sample> samples = new ArrayList<>();
      for (double value : event.values()) {
        samples.add(new Sample(value, stampMillis, Long.MAX_VALUE));
      }
      inputs.add(
          new ModeInputs(
              nowMillis,
              event.elapsedMillis(),
              samples,
              event.upwardAllowed(),
              event.confirmed(),
              event.guidance()));
    }
    return inputs;
  }

  /** Policies that lead to Degraded and often to Floor, some of them at once. */
  static Arbitrary<ModePolicy> policies() {
    Arbitrary<List<Clause>> clauses =
        Combinators.combine(
                clauses(Policies::degrading).list().ofMinSize(1).ofMaxSize(2),
                clauses(conditions -> new Clause(Mode.FLOOR, false, conditions))
                    .list()
                    .ofMaxSize(1),
                clauses(conditions -> new Clause(Mode.FLOOR, true, conditions)).list().ofMaxSize(1))
            .as(World::joined);
    Arbitrary<Long> hold = Arbitraries.of(0L, 10_000L, 25_000L);
    Arbitrary<List<Integer>> steps =
        Arbitraries.of(List.of(100), List.of(10, 100), List.of(1, 10, 50, 100));
    return Combinators.combine(
            clauses,
            stays().list().ofSize(3),
            Combinators.combine(steps, hold).as(ModePolicy.Climb::new),
            backOffs())
        .as(
            (enter, s, climb, backOff) ->
                new ModePolicy(
                    enter, s.get(0), s.get(1), s.get(2), climb, backOff, INTERVAL_MILLIS));
  }

  private static List<Clause> joined(
      List<Clause> degrading, List<Clause> flooring, List<Clause> emergencies) {
    List<Clause> all = new ArrayList<>(degrading);
    all.addAll(flooring);
    all.addAll(emergencies);
    return all;
  }

  private static Arbitrary<Stay> stays() {
    return Combinators.combine(
            Arbitraries.of(0L, 5_000L, 35_000L, LONGEST_DWELL_MILLIS),
            Arbitraries.of(0L, 0L, LONGEST_COOLDOWN_MILLIS))
        .as((dwell, cooldown) -> new Stay(dwell, cooldown, 0));
  }

  private static Arbitrary<BackOff> backOffs() {
    return Combinators.combine(
            Arbitraries.of(0L, 50_000L),
            Arbitraries.of(0L, LONGEST_DWELL_MILLIS),
            Arbitraries.of(0L, 35_000L))
        .as(BackOff::new);
  }

  private static Arbitrary<Clause> clauses(Function<List<Condition>, Clause> into) {
    return conditions()
        .list()
        .ofMinSize(1)
        .ofMaxSize(2)
        .filter(conditions -> conditions.stream().anyMatch(Condition::hasExit))
        .map(into);
  }

  private static Arbitrary<Condition> conditions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SIGNALS - 1),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, true, false),
            Arbitraries.of(0L, 10_000L, 15_000L, 30_000L),
            Arbitraries.of(0L, 10_000L, LONGEST_EXIT_FOR_MILLIS))
        .as(
            (signal, above, exit, forMillis, exitForMillis) ->
                above
                    ? new Condition(
                        signal,
                        Condition.NONE,
                        Condition.Side.ABOVE,
                        10,
                        exit ? 7 : Double.NaN,
                        forMillis,
                        exitForMillis)
                    : new Condition(
                        signal,
                        Condition.NONE,
                        Condition.Side.BELOW,
                        0,
                        exit ? 3 : Double.NaN,
                        forMillis,
                        exitForMillis));
  }

  /** Phases of similar events, so that waits are served as well as interrupted. */
  static Arbitrary<List<Event>> incidents() {
    return phases()
        .list()
        .ofMinSize(1)
        .ofMaxSize(10)
        .map(phases -> phases.stream().flatMap(List::stream).toList());
  }

  private static Arbitrary<List<Event>> phases() {
    Arbitrary<Integer> length = Arbitraries.integers().between(1, 12);
    Arbitrary<List<Event>> steady =
        Combinators.combine(values(), length, guidance())
            .as(
                (values, count, guidance) -> {
                  List<Event> events = new ArrayList<>();
                  for (int i = 0; i < count; i++) {
                    events.add(
                        new Event(INTERVAL_MILLIS, values, Stamp.FRESH, true, true, guidance));
                  }
                  return events;
                });
    Arbitrary<List<Event>> rough = events().list().ofMinSize(1).ofMaxSize(4);
    return Arbitraries.frequencyOf(Tuple.of(3, steady), Tuple.of(1, rough));
  }

  private static Arbitrary<Event> events() {
    Arbitrary<Long> elapsed =
        Arbitraries.of(10_000L, 9_000L, 12_345L, 20_000L, 0L, 1L, 3_600_000L, -1L, -3_600_000L);
    return Combinators.combine(
            elapsed,
            values(),
            Arbitraries.of(
                Stamp.FRESH, Stamp.FRESH, Stamp.FRESH, Stamp.REPEATED, Stamp.OLDER, Stamp.AHEAD),
            Arbitraries.of(true, true, true, false),
            Arbitraries.of(true, true, true, false),
            guidance())
        .as(Event::new);
  }

  /** Mostly none. */
  private static Arbitrary<Guidance> guidance() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.just(Guidance.NONE)), Tuple.of(1, Arbitraries.of(Guides.ALL)));
  }

  private static Arbitrary<List<Double>> values() {
    Arbitrary<Double> value =
        Arbitraries.of(
            CALM,
            CALM,
            CALM,
            11.0,
            11.0,
            -1.0,
            10.0,
            8.5,
            7.0,
            3.0,
            2.0,
            0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    Arbitrary<List<Double>> mixed = value.list().ofSize(SIGNALS);
    Arbitrary<List<Double>> alike =
        Arbitraries.of(CALM, CALM, 11.0, -1.0).map(v -> List.of(v, v, v));
    return Arbitraries.oneOf(mixed, alike);
  }

  private World() {}
}
