package dev.homeostat.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Burn rates of any chain and any counts; a rate is at most 10,000 at an objective of 0.9999. */
class SerialChainPropertyTest {

  @Property(tries = 300)
  void burnRate_oneService_isItsErrorRatioOverTheBudget(
      @ForAll("objectives") double objective, @ForAll("counts") EventCounts counts) {
    double expected = counts.errors() / counts.total() / (1 - objective);

    assertThat(measured(objective, List.of(counts))).isCloseTo(expected, within(1e-10));
  }

  @Property(tries = 300)
  void burnRate_moreErrors_isNeverLess(
      @ForAll("objectives") double objective,
      @ForAll("chains") List<EventCounts> chain,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double before = measured(objective, chain);
    for (int service = 0; service < chain.size(); service++) {
      EventCounts counts = chain.get(service);
      List<EventCounts> worse = new ArrayList<>(chain);
      double errors = counts.errors() + share * (counts.total() - counts.errors());
      worse.set(service, new EventCounts(Math.min(errors, counts.total()), counts.total()));

      assertThat(measured(objective, worse)).isGreaterThanOrEqualTo(before);
    }
  }

  @Property(tries = 300)
  void burnRate_chain_isAtLeastThatOfItsWorstMember(
      @ForAll("objectives") double objective, @ForAll("chains") List<EventCounts> chain) {
    double burnRate = measured(objective, chain);
    for (EventCounts counts : chain) {
      assertThat(burnRate).isGreaterThanOrEqualTo(measured(objective, List.of(counts)));
    }
  }

  /** The union bound: no more errors at the end than in all services together. */
  @Property(tries = 300)
  void burnRate_chain_isAtMostTheSumOfItsMembers(
      @ForAll("objectives") double objective, @ForAll("chains") List<EventCounts> chain) {
    double sum = 0;
    for (EventCounts counts : chain) {
      sum += measured(objective, List.of(counts));
    }

    assertThat(measured(objective, chain)).isLessThanOrEqualTo(sum + 1e-10);
  }

  @Property(tries = 300)
  void burnRate_chain_isAtMostThatOfATotalOutage(
      @ForAll("objectives") double objective, @ForAll("chains") List<EventCounts> chain) {
    assertThat(measured(objective, chain)).isBetween(0.0, 1 / (1 - objective));
  }

  @Property(tries = 300)
  void burnRate_otherOrderOfServices_isTheSame(
      @ForAll("objectives") double objective, @ForAll("chains") List<EventCounts> chain) {
    List<EventCounts> reversed = new ArrayList<>(chain);
    Collections.reverse(reversed);

    assertThat(measured(objective, reversed)).isCloseTo(measured(objective, chain), within(1e-10));
  }

  @Property(tries = 300)
  void burnRate_anyNumbers_isNeverNegativeNorNotANumber(
      @ForAll("anything") List<EventCounts> counts) {
    BurnRate burnRate = new SerialChain(0.999, 1).burnRate(counts);

    double value = burnRate instanceof BurnRate.Measured measured ? measured.value() : 0;
    assertThat(value).isBetween(0.0, 1 / (1 - 0.999));
  }

  @Property(tries = 300)
  void availability_moreServices_isNeverHigher(
      @ForAll @Size(max = 10) List<@DoubleRange(min = 0, max = 1) Double> services,
      @ForAll @DoubleRange(min = 0, max = 1) double another) {
    List<Double> more = new ArrayList<>(services);
    more.add(another);

    assertThat(SerialChain.availability(more)).isBetween(0.0, SerialChain.availability(services));
  }

  @Provide
  Arbitrary<Double> objectives() {
    return Arbitraries.of(0.5, 0.9, 0.99, 0.995, 0.999, 0.9999);
  }

  @Provide
  Arbitrary<EventCounts> counts() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 10_000_000), Arbitraries.doubles().between(0, 1))
        .as((total, share) -> new EventCounts(Math.floor(share * total), total));
  }

  @Provide
  Arbitrary<List<EventCounts>> chains() {
    return counts().list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<EventCounts>> anything() {
    Arbitrary<Double> number =
        Arbitraries.of(
            0.0,
            -0.0,
            1.0,
            5.0,
            1e300,
            -1.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY);
    return Combinators.combine(number, number)
        .as(EventCounts::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static double measured(double objective, List<EventCounts> counts) {
    BurnRate burnRate = new SerialChain(objective, 1).burnRate(counts);
    assertThat(burnRate).isInstanceOf(BurnRate.Measured.class);
    return ((BurnRate.Measured) burnRate).value();
  }
}
