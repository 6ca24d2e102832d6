package dev.homeostat.slo.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.slo.EventCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Budgets of any counts, in slots of a minute. */
class ErrorBudgetPropertyTest {

  private static final long SLOT_MILLIS = 60_000;

  @Property(tries = 500)
  void read_anyNumbers_holdsNoNaN(
      @ForAll("anything") List<EventCounts> slots, @ForAll("methods") BudgetMethod method) {
    BudgetReading reading = budget(slots.size(), method).read(series(slots));

    if (reading instanceof BudgetReading.Measured measured) {
      assertThat(measured.state().spent()).isBetween(0.0, 10 + 1e-9);
      assertThat(measured.state().badRatio()).isBetween(0.0, 1.0);
    } else if (reading instanceof BudgetReading.HistoryShort history) {
      assertThat(history.state().spent()).isBetween(0.0, 10 + 1e-9);
      assertThat(history.spanMillis()).isLessThan(history.expectedMillis());
    }
  }

  /** Each slot that is there and cannot be is named once, and no other. */
  @Property(tries = 500)
  void since_anyNumbers_namesWhatItLeavesOut(@ForAll("anything") List<EventCounts> slots) {
    long impossible =
        slots.stream().filter(slot -> slot.present() && slot.anomaly() != null).count();

    assertThat(series(slots).since(0).anomalies()).hasSize((int) impossible);
  }

  /** The window in two pieces is the window: no event twice, none lost. */
  @Property(tries = 500)
  void since_twoPieces_addUp(
      @ForAll("counts") List<EventCounts> slots, @ForAll @IntRange(max = 40) int cut) {
    int at = cut % slots.size();
    EventCounts before = sum(slots.subList(0, at));
    EventCounts after = series(slots).since(at * SLOT_MILLIS).counts();

    assertThat(before.plus(after)).isEqualTo(sum(slots));
  }

  @Property(tries = 500)
  void read_spentAndRemaining_addUpToOne(
      @ForAll("counts") List<EventCounts> slots, @ForAll("methods") BudgetMethod method) {
    BudgetReading reading = budget(slots.size(), method).read(series(slots));
    Assume.that(reading instanceof BudgetReading.Measured);
    BudgetState state = ((BudgetReading.Measured) reading).state();

    assertThat(state.spent() + state.remaining()).isCloseTo(1, within(1e-12));
    assertThat(state.spent()).isCloseTo(state.badRatio() / (1 - 0.9), within(1e-9));
  }

  /** The order of the slots is no matter of events. */
  @Property(tries = 500)
  void read_slotsInAnotherOrder_spendTheSame(@ForAll("counts") List<EventCounts> slots) {
    List<EventCounts> reversed = new ArrayList<>(slots);
    Collections.reverse(reversed);
    ErrorBudget budget = budget(slots.size(), new BudgetMethod.Occurrences());

    assertThat(budget.read(series(reversed))).isEqualTo(budget.read(series(slots)));
  }

  /** Where all slices have as many events, the average of ratios is the ratio of events. */
  @Property(tries = 500)
  void read_evenTraffic_ratioTimeslicesAreOccurrences(
      @ForAll("evenCounts") List<EventCounts> slots) {
    BudgetReading events = budget(slots.size(), new BudgetMethod.Occurrences()).read(series(slots));
    BudgetReading ratios =
        budget(slots.size(), new BudgetMethod.RatioTimeslices(SLOT_MILLIS)).read(series(slots));

    assertThat(((BudgetReading.Measured) ratios).state().spent())
        .isCloseTo(((BudgetReading.Measured) events).state().spent(), within(1e-9));
  }

  /** What burns until the forecast has spent just what was left. */
  @Property(tries = 500)
  void exhaustion_anyBurn_spendsWhatIsLeft(
      @ForAll @DoubleRange(min = 0.001, max = 1) @Scale(3) double remaining,
      @ForAll @DoubleRange(min = 1, max = 1_000) double burnRate) {
    long lengthMillis = 2_592_000_000L;
    Exhaustion exhaustion =
        new ErrorBudget(
                0.9, new BudgetPeriod.Rolling(lengthMillis), new BudgetMethod.Occurrences(), 1)
            .exhaustion(remaining, burnRate, 0);

    assertThat(exhaustion)
        .isInstanceOfSatisfying(
            Exhaustion.After.class,
            after ->
                assertThat(after.afterMillis() * burnRate / lengthMillis)
                    .isCloseTo(remaining, within(1e-6)));
  }

  @Provide
  Arbitrary<List<EventCounts>> counts() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1_000), Arbitraries.doubles().between(0, 1))
        .as((total, share) -> new EventCounts(Math.floor(share * total), total))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<EventCounts>> evenCounts() {
    return Arbitraries.integers()
        .between(0, 100)
        .map(errors -> new EventCounts(errors, 100))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<EventCounts>> anything() {
    Arbitrary<Double> number =
        Arbitraries.of(0.0, 1.0, 5.0, 100.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY);
    return Arbitraries.oneOf(
            Combinators.combine(number, number).as(EventCounts::new),
            Arbitraries.of(EventCounts.MISSING, EventCounts.NONE))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<BudgetMethod> methods() {
    return Arbitraries.of(
        new BudgetMethod.Occurrences(),
        new BudgetMethod.Timeslices(0.9, 3 * SLOT_MILLIS),
        new BudgetMethod.RatioTimeslices(2 * SLOT_MILLIS));
  }

  private static ErrorBudget budget(int slots, BudgetMethod method) {
    return new ErrorBudget(0.9, new BudgetPeriod.Rolling(slots * SLOT_MILLIS), method, 1);
  }

  private static CountSeries series(List<EventCounts> slots) {
    return new CountSeries(SLOT_MILLIS, slots.size() * SLOT_MILLIS, slots);
  }

  private static EventCounts sum(List<EventCounts> slots) {
    return slots.stream().reduce(EventCounts.NONE, EventCounts::plus);
  }
}
